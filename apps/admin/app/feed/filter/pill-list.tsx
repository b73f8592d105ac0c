import { Link } from "@remix-run/react";
import { X } from "lucide-react";

/** A filter in force and the address without it. */
export interface Pill {
  side: string;
  value: string;
  without: string;
}

/** The filters in force, each with a way to clear it; nothing without any. */
export function PillList({ pills, clearAll }: { pills: readonly Pill[]; clearAll: string }) {
  if (pills.length === 0) return null;
  return (
    <ul aria-label="Filters in force" className="flex flex-wrap items-center gap-1.5">
      {pills.map(({ side, value, without }, index) => (
        <li key={index} className="pill">
          <span className="text-soft">{side}</span>
          <span className="text-small truncate font-mono">{value}</span>
          <Link to={without} className="pill-clear" aria-label={`Clear ${side} ${value}`}>
            <X size={14} aria-hidden="true" />
          </Link>
        </li>
      ))}
      {pills.length > 1 && (
        <li>
          <Link to={clearAll} className="text-soft hover:text-ink px-1.5 underline underline-offset-2">
            Clear all
          </Link>
        </li>
      )}
    </ul>
  );
}
