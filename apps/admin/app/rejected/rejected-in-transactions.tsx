import { useRevalidator } from "@remix-run/react";
import { RotateCcw } from "lucide-react";
import type { RouterOutputs } from "../api/trpc.ts";
import { trpc } from "../api/trpc.ts";
import { formatCount, formatQuantity } from "../format/format-count.ts";
import { Button } from "../ui/button.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";

type Group = RouterOutputs["rejections"]["inTransactions"][number];

/** Events of committed transactions that were rejected and are kept. Nothing is shown without any. */
export function RejectedInTransactions({ groups }: { groups: readonly Group[] }) {
  if (groups.length === 0) return null;

  return (
    <section aria-label="Rejected in transactions" className="card mb-4 overflow-hidden">
      <div className="border-border border-b px-4 py-3">
        <h2 className="text-lead font-semibold">Rejected in transactions</h2>
        <p className="text-muted">
          These events are part of transactions that have committed, so they are kept for 30 days. Change the
          catalog, then store them again.
        </p>
      </div>
      <ul>
        {groups.map((group) => (
          <RejectedRow key={`${group.name}|${group.problem}`} group={group} />
        ))}
      </ul>
    </section>
  );
}

function RejectedRow({ group: { name, problem, total, lastAt } }: { group: Group }) {
  return (
    <li className="border-border flex flex-wrap items-center gap-x-4 gap-y-2 border-t px-4 py-2.5 first:border-t-0">
      <div className="min-w-0 grow basis-60">
        <p className="font-[550] break-words">{problem}</p>
        <p className="text-small text-muted">
          <span className="font-mono">{name}</span> · {formatQuantity(total, "event")} ·{" "}
          <TimeAgo instant={lastAt} />
        </p>
      </div>
      <RetryButton name={name} problem={problem} />
    </li>
  );
}

function RetryButton({ name, problem }: Pick<Group, "name" | "problem">) {
  const { revalidate } = useRevalidator();
  const retry = trpc.rejections.retry.useMutation({
    // The server needs a moment to store them, or to refuse them again.
    onSuccess: () => void setTimeout(revalidate, 1_000),
  });
  return (
    <span className="flex items-center gap-3">
      <span role="status" className={retry.isError ? "text-bad" : "text-muted"}>
        {retry.isSuccess && `${formatCount(retry.data.retried)} queued`}
        {retry.isError && "Couldn't store them. Check your connection and try again."}
      </span>
      <Button disabled={retry.isPending} onClick={() => retry.mutate({ name, problem })}>
        <RotateCcw size={14} aria-hidden="true" />
        {retry.isPending ? "Storing…" : "Store again"}
      </Button>
    </span>
  );
}
