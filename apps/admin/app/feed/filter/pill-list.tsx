import { Link } from "@remix-run/react";
import { X } from "lucide-react";

export interface Pill {
  label: string;
  value: string;
  /** The page's URL without this filter. */
  without: string;
}

/** The active filters, each with a link that removes it. Renders nothing without filters. */
export function PillList({ pills, clearAll }: { pills: readonly Pill[]; clearAll: string }) {
  if (pills.length === 0) return null;
  return (
    <ul aria-label="Active filters" className="flex flex-wrap items-center gap-1.5">
      {pills.map(({ label, value, without }, index) => (
        <li
          key={index}
          className="border-border-strong bg-panel inline-flex h-7 max-w-full items-center gap-1.5 rounded-sm border pl-2.5"
        >
          <span className="text-muted">{label}</span>
          <span className="text-small truncate font-mono">{value}</span>
          <Link
            to={without}
            className="border-border text-muted hover:bg-foreground/8 hover:text-foreground grid h-full w-7 shrink-0 place-items-center border-l"
            aria-label={`Remove filter ${label} ${value}`}
          >
            <X size={14} aria-hidden="true" />
          </Link>
        </li>
      ))}
      {pills.length > 1 && (
        <li>
          <Link
            to={clearAll}
            className="text-muted hover:text-foreground px-1.5 underline underline-offset-2"
          >
            Clear all
          </Link>
        </li>
      )}
    </ul>
  );
}
