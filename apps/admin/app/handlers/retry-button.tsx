import { RotateCcw } from "lucide-react";
import { trpc } from "../api/trpc.ts";
import { countOf } from "../format/format-count.ts";
import { Button } from "../ui/button.tsx";

/** Makes the failed jobs of a handler due now, and says how many. */
export function RetryButton({ name }: { name: string }) {
  const utils = trpc.useUtils();
  const retry = trpc.handlers.retry.useMutation({ onSuccess: () => utils.handlers.status.invalidate() });
  return (
    <span className="flex items-center gap-3">
      <span role="status" className={retry.isError ? "text-bad" : "text-soft"}>
        {retry.isSuccess && `${countOf(retry.data.retried, "job")} due now`}
        {retry.isError && "Not retried. Check your connection, then press again."}
      </span>
      <Button disabled={retry.isPending} onClick={() => retry.mutate({ name })}>
        <RotateCcw size={14} aria-hidden="true" />
        {retry.isPending ? "Retrying…" : "Retry now"}
      </Button>
    </span>
  );
}
