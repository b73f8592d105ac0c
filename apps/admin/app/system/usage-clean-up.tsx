import { useState } from "react";
import type { RouterOutputs } from "../api/trpc.ts";
import { trpc } from "../api/trpc.ts";
import { formatQuantity } from "../format/format-count.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";

type Counts = RouterOutputs["usage"]["cleanup"];

const DEFAULT_DAYS = 90;
const MAX_DAYS = 36_500;

/** Deletes requests, page views and sessions older than a number of days, after it has shown how many there are. */
export function UsageCleanUp() {
  const utils = trpc.useUtils();
  const [days, setDays] = useState(String(DEFAULT_DAYS));
  const count = trpc.usage.cleanup.useMutation();
  const remove = trpc.usage.cleanup.useMutation({
    onSuccess() {
      count.reset();
      return utils.system.retention.invalidate();
    },
  });
  const isBusy = count.isPending || remove.isPending;
  const isError = count.isError || remove.isError;
  return (
    <form
      className="border-border flex flex-wrap items-end gap-3 border-t px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        remove.reset();
        count.mutate({ days: Number(days), dryRun: true });
      }}
    >
      <Field label="Delete usage data older than (days)">
        <input
          type="number"
          min={1}
          max={MAX_DAYS}
          required
          value={days}
          className="border-border-strong/60 bg-panel h-8 w-28 rounded-sm border px-2"
          onChange={(event) => {
            setDays(event.target.value);
            count.reset();
          }}
        />
      </Field>
      {count.isSuccess ? (
        <>
          <Button disabled={isBusy} onClick={() => remove.mutate({ days: Number(days) })}>
            {remove.isPending ? "Deleting…" : "Delete"}
          </Button>
          <Button disabled={isBusy} onClick={() => count.reset()}>
            Cancel
          </Button>
        </>
      ) : (
        <Button type="submit" disabled={isBusy}>
          {count.isPending ? "Counting…" : "Count"}
        </Button>
      )}
      <p role="status" className={`self-center ${isError ? "text-bad" : "text-muted"}`}>
        {isError && "Couldn't reach the data. Check your connection and try again."}
        {count.isSuccess && !isError && `${formatCounts(count.data)} will be deleted for good.`}
        {remove.isSuccess && !count.isSuccess && !isError && `${formatCounts(remove.data)} deleted.`}
      </p>
    </form>
  );
}

function formatCounts({ requests, pageViews, sessions }: Counts): string {
  return [
    formatQuantity(requests, "request"),
    formatQuantity(pageViews, "page view"),
    formatQuantity(sessions, "session"),
  ].join(", ");
}
