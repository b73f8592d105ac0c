import { Link } from "@remix-run/react";
import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "../ui/copy-button.tsx";

/** One property: its name, its value as a button that copies it, and the way to the events that share it. */
export function Property({ label, copy, filterPath, depth = 0, isMono = false, children }: PropertyProps) {
  return (
    <div className="property" style={{ "--depth": depth }}>
      <dt className="text-soft min-w-0 break-words">{label}</dt>
      <dd className="flex min-w-0 items-start justify-between gap-2">
        {copy === null ? (
          <span className="text-faint">none</span>
        ) : (
          <CopyButton text={copy} label={label} className={isMono ? "text-small font-mono leading-5" : ""}>
            {children ?? (copy === "" ? "(empty)" : copy)}
          </CopyButton>
        )}
        {filterPath && (
          <Link to={filterPath} className="property-filter" title={`Events with the same ${label}`}>
            <ListFilter size={14} aria-hidden="true" />
            <span className="sr-only">Show events with the same {label}</span>
          </Link>
        )}
      </dd>
    </div>
  );
}

interface PropertyProps {
  label: string;
  /** What a press copies; null when there is no value. */
  copy: string | null;
  /** The feed with only the events that share this value. */
  filterPath?: string | null;
  /** How deep the property is nested. */
  depth?: number;
  /** For ids and JSON. */
  isMono?: boolean;
  /** What is shown instead of what is copied. */
  children?: ReactNode;
}
