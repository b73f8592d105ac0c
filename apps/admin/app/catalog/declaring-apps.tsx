import { formatQuantity } from "../format/format-count.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import type { DeclaringApp } from "./list-issues.ts";

/** The applications of other repositories that have declared their events. */
export function DeclaringApps({ apps }: { apps: readonly DeclaringApp[] }) {
  if (apps.length === 0) return null;

  return (
    <section aria-labelledby="declaring-apps" className="card mt-4">
      <h2 id="declaring-apps" className="caps text-muted border-border border-b px-4 py-2">
        Declared by applications
      </h2>
      <ul>
        {apps.map(({ app, version, eventCount, declaredAt, key }) => (
          <li
            key={app}
            className="border-border flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-t px-4 py-2 first:border-t-0"
          >
            <span className="font-semibold">{app}</span>
            <span>{formatQuantity(eventCount, "event")}</span>
            <span className="text-muted">Version {version}</span>
            <span className="text-muted text-small ml-auto">
              {key === null ? "Command line" : `Key ${key.id} (${key.name})`} ·{" "}
              <TimeAgo instant={declaredAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
