import { formatCount } from "../format/format-count.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import type { SystemStatus } from "./health-checks.ts";

type SlowCall = NonNullable<SystemStatus["process"]>["slowCalls"][number];

export function SlowCalls({ calls }: { calls: readonly SlowCall[] }) {
  return (
    <section aria-labelledby="slow-calls" className="card">
      <h2 id="slow-calls" className="caps text-muted border-border border-b px-4 py-2">
        Slow queries
      </h2>
      {calls.length === 0 ? (
        <p className="text-muted px-4 py-3">No query took longer than 1 s since this server started.</p>
      ) : (
        <ul>
          {calls.map(({ path, milliseconds, at }) => (
            <li
              key={`${at} ${path}`}
              className="border-border flex flex-wrap items-baseline gap-x-4 border-t px-4 py-2 first:border-t-0"
            >
              <span className="font-mono">{path}</span>
              <span className="font-semibold">{formatCount(Math.round(milliseconds))} ms</span>
              <span className="text-muted text-small ml-auto">
                <TimeAgo instant={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
