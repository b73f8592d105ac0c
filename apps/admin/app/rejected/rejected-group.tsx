import { Link } from "@remix-run/react";
import { ChevronRight } from "lucide-react";
import type { RouterOutputs } from "../api/trpc.ts";
import { filtersToUrl, NO_FILTERS } from "../feed/filter/filters-in-url.ts";
import { formatCount } from "../format/format-count.ts";
import { CodeSample } from "../ui/code-sample.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";

type Group = RouterOutputs["rejections"]["list"]["groups"][number];

/** Items that were rejected for one reason. Expands to the latest of them. */
export function RejectedGroup({ group }: { group: Group }) {
  const { key, type, name, reason, total, lastAt, sample } = group;
  return (
    <li className="border-border border-t first:border-t-0">
      <details className="group">
        <summary className="hover:bg-foreground/4 grid cursor-pointer list-none grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-0.5 px-4 py-2.5 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            size={14}
            aria-hidden="true"
            className="text-muted mt-0.5 transition-transform group-open:rotate-90"
          />
          <span className="font-[550] break-words">{reason}</span>
          <span className="text-right font-semibold">
            {formatCount(total)}
            <span className="sr-only"> rejected</span>
          </span>
          <span className="text-small text-muted col-start-2 min-w-0 break-words">
            <span className="font-mono">
              {name ?? (type === "batch" ? "Whole batch" : (type ?? "Unknown item"))}
            </span>
            {" · "}
            {key ? `Key “${key.name}” (${key.kind})` : "This server or a deleted key"}
          </span>
          <span className="text-small text-subtle text-right whitespace-nowrap">
            <TimeAgo instant={lastAt} />
          </span>
        </summary>
        <div className="grid grid-cols-1 gap-3 px-4 pt-1 pb-4 pl-11">
          {sample === null ? (
            <p className="text-muted">Sample removed, because a person in it was deleted.</p>
          ) : (
            <CodeSample label="Latest item">{format(sample)}</CodeSample>
          )}
          {name !== null && (
            <p>
              <Link to={`/events${filtersToUrl({ ...NO_FILTERS, name })}`} className="underline">
                Stored events named {name}
              </Link>
            </p>
          )}
        </div>
      </details>
    </li>
  );
}

/** A sample that was cut off is not JSON. */
function format(sample: string): string {
  try {
    return JSON.stringify(JSON.parse(sample), null, 2);
  } catch {
    return sample;
  }
}
