import type { SystemStatus } from "../api/outputs.ts";
import { formatCount } from "../format/format-count.ts";
import { TimeAgo } from "../ui/time-ago.tsx";

type SlowCall = NonNullable<SystemStatus["process"]>["slowCalls"][number];

/** The latest calls that took longer than a second. */
export function SlowCalls({ calls }: { calls: readonly SlowCall[] }) {
  return (
    <section aria-labelledby="slow-calls" className="border-line bg-panel rounded-md border">
      <h2 id="slow-calls" className="engraved text-soft border-line border-b px-4 py-2">
        Slow questions
      </h2>
      {calls.length === 0 ? (
        <p className="text-soft px-4 py-3">None took longer than a second since this server started.</p>
      ) : (
        <ul>
          {calls.map(({ path, milliseconds, at }) => (
            <li
              key={`${at} ${path}`}
              className="border-line flex flex-wrap items-baseline gap-x-4 border-t px-4 py-2 first:border-t-0"
            >
              <span className="font-mono">{path}</span>
              <span className="font-semibold">{formatCount(Math.round(milliseconds))} ms</span>
              <span className="text-soft text-small ml-auto">
                <TimeAgo instant={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
