import type { RouterOutputs } from "../api/trpc.ts";
import { exactTime } from "../format/format-time.ts";
import { useTimeZone } from "../session/use-time-zone.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import { UsageCleanUp } from "./usage-clean-up.tsx";

type RetentionEntry = RouterOutputs["system"]["retention"][number];

/** How long each kind of data is kept, and a form that deletes usage data now. */
export function DataRetention({ entries }: { entries: readonly RetentionEntry[] }) {
  const timeZone = useTimeZone();
  return (
    <section aria-labelledby="data-retention" className="card">
      <h2 id="data-retention" className="caps text-muted border-border border-b px-4 py-2">
        Data retention
      </h2>
      <div className="overflow-x-auto" role="region" aria-label="Data retention, table" tabIndex={0}>
        <table className="w-full text-left">
          <thead className="text-muted text-small">
            <tr>
              {["Data", "Kept", "Set by", "Oldest", "Next clean-up"].map((heading) => (
                <th key={heading} scope="col" className="px-4 py-2 font-normal">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {entries.map(({ title, days, setting, oldest, nextCleanUp }) => (
              <tr key={title} className="border-border border-t">
                <th scope="row" className="px-4 py-2 font-semibold">
                  {title}
                </th>
                <td className="px-4 py-2">{days === null ? "Forever" : `${days} days`}</td>
                <td className="text-muted px-4 py-2">{setting ?? "—"}</td>
                <td className="px-4 py-2">{oldest === null ? "None" : <TimeAgo instant={oldest} />}</td>
                <td className="px-4 py-2">
                  {nextCleanUp === null ? "Never" : exactTime(timeZone, nextCleanUp)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <UsageCleanUp />
    </section>
  );
}
