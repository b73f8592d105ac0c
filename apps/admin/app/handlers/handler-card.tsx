import { RotateCcw } from "lucide-react";
import type { RouterOutputs } from "../api/trpc.ts";
import { trpc } from "../api/trpc.ts";
import { formatCount, formatQuantity } from "../format/format-count.ts";
import { formatDuration } from "../format/format-duration.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";

type HandlerStatus = RouterOutputs["handlers"]["status"][number];

/** The state of one durable handler. */
export function HandlerCard({ handler }: { handler: HandlerStatus }) {
  const { name, pattern, pending, failing, deadLetters, succeeded, oldestPendingSeconds, lastError } =
    handler;
  const canRetry = failing > 0 || deadLetters > 0;
  return (
    <li className="card">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
        <h2 className="text-lead font-semibold">{name}</h2>
        <span className="text-muted text-small font-mono">{pattern}</span>
        <Badge tone={deadLetters > 0 ? "bad" : failing > 0 ? "warn" : "good"}>
          {deadLetters > 0 ? "Failed" : failing > 0 ? "Retrying" : pending > 0 ? "In progress" : "Up to date"}
        </Badge>
        <span className="ml-auto">{canRetry && <RetryButton name={name} />}</span>
      </div>
      <dl className="border-border grid grid-cols-[repeat(auto-fit,minmax(6.5rem,1fr))] border-t">
        <Figure
          label="Lag"
          value={oldestPendingSeconds === null ? "None" : formatDuration(oldestPendingSeconds)}
        />
        <Figure label="Pending" value={formatCount(pending)} />
        <Figure label="Retrying" value={formatCount(failing)} isBad={failing > 0} />
        <Figure label="Failed" value={formatCount(deadLetters)} isBad={deadLetters > 0} />
        <Figure label="Succeeded" value={formatCount(succeeded)} />
      </dl>
      {lastError !== null && (
        <div className="border-border border-t px-4 py-3">
          <h3 className="caps text-muted">Last error</h3>
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
      <dt className="text-muted text-small">{label}</dt>
      <dd className={`text-lead font-semibold ${isBad ? "text-bad" : ""}`}>{value}</dd>
    </div>
  );
}

function RetryButton({ name }: { name: string }) {
  const utils = trpc.useUtils();
  const retry = trpc.handlers.retry.useMutation({ onSuccess: () => utils.handlers.status.invalidate() });
  return (
    <span className="flex items-center gap-3">
      <span role="status" className={retry.isError ? "text-bad" : "text-muted"}>
        {retry.isSuccess && `${formatQuantity(retry.data.retried, "job")} queued`}
        {retry.isError && "Couldn't retry. Check your connection and try again."}
      </span>
      <Button disabled={retry.isPending} onClick={() => retry.mutate({ name })}>
        <RotateCcw size={14} aria-hidden="true" />
        {retry.isPending ? "Retrying…" : "Retry now"}
      </Button>
    </span>
  );
}
