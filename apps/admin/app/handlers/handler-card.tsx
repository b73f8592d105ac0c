import type { HandlerStatus } from "../api/outputs.ts";
import { formatCount } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";
import { Badge } from "../ui/badge.tsx";
import { RetryButton } from "./retry-button.tsx";

/** How one durable handler keeps up, and what to do when it does not. */
export function HandlerCard({ handler }: { handler: HandlerStatus }) {
  const { name, pattern, pending, failing, givenUp, succeeded, oldestPendingSeconds, lastError } = handler;
  const needsHelp = failing > 0 || givenUp > 0;
  return (
    <li className="border-line bg-panel rounded-md border">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <h2 className="text-lead font-semibold">{name}</h2>
        <span className="text-soft text-small font-mono">{pattern}</span>
        <Badge tone={givenUp > 0 ? "bad" : failing > 0 ? "warn" : "good"}>
          {givenUp > 0 ? "Given up" : failing > 0 ? "Failing" : pending > 0 ? "Working" : "Up to date"}
        </Badge>
        <span className="ml-auto">{needsHelp && <RetryButton name={name} />}</span>
      </div>
      <dl className="border-line handler-figures border-t">
        <Figure
          label="Lag"
          value={oldestPendingSeconds === null ? "none" : formatDuration(oldestPendingSeconds)}
        />
        <Figure label="Pending" value={formatCount(pending)} />
        <Figure label="Failing" value={formatCount(failing)} isBad={failing > 0} />
        <Figure label="Given up" value={formatCount(givenUp)} isBad={givenUp > 0} />
        <Figure label="Succeeded" value={formatCount(succeeded)} />
      </dl>
      {lastError !== null && (
        <div className="border-line border-t px-4 py-3">
          <h3 className="engraved text-soft">Last error</h3>
          <pre
            tabIndex={0}
            className="text-bad text-small mt-1 max-h-32 overflow-auto font-mono whitespace-pre-wrap"
          >
            {lastError}
          </pre>
        </div>
      )}
    </li>
  );
}

function Figure({ label, value, isBad = false }: { label: string; value: string; isBad?: boolean }) {
  return (
    <div className="px-4 py-2">
      <dt className="text-soft text-small">{label}</dt>
      <dd className={`text-lead font-semibold ${isBad ? "text-bad" : ""}`}>{value}</dd>
    </div>
  );
}
