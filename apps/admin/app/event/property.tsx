import { Link } from "@remix-run/react";
import { ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "../ui/copy-button.tsx";

/** A name and its value, which is a copy button, with a link to the events that share the value. */
export function Property({ label, copy, filterPath, depth = 0, isMono = false, children }: PropertyProps) {
  return (
    <div className="property" style={{ "--depth": depth }}>
      <dt className="text-muted min-w-0 break-words">{label}</dt>
      <dd className="flex min-w-0 items-start justify-between gap-2">
        {copy === null ? (
          <span className="text-subtle">None</span>
        ) : (
          <CopyButton text={copy} label={label} className={isMono ? "text-small font-mono leading-5" : ""}>
            {children ?? (copy === "" ? "(empty)" : copy)}
          </CopyButton>
        )}
        {filterPath && (
          <Link
            to={filterPath}
            className="text-subtle hover:bg-foreground/8 hover:text-foreground -my-0.5 -mr-1.5 grid size-6 shrink-0 place-items-center rounded-sm"
            title={`Events with the same ${label}`}
          >
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
  /** The copied value; null without one. */
  copy: string | null;
  /** The feed filtered by this value. */
  filterPath?: string | null | false;
  /** The nesting depth. */
  depth?: number;
  isMono?: boolean;
  /** Shown instead of the copied value. */
  children?: ReactNode;
}
