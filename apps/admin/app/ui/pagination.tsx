import { Link } from "@remix-run/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../format/format-count.ts";
import { buttonClass } from "./button.tsx";

/** Links to the previous and next page; nothing when everything fits on one page. */
export function Pagination({ label, page, pageSize, total, toUrl, className = "" }: PaginationProps) {
  if (total <= pageSize) return null;
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav aria-label={label} className={`flex items-center justify-between gap-2 ${className}`}>
      <p className="text-muted">
        {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      </p>
      <div className="flex gap-2">
        <Step to={page > 1 ? toUrl(page - 1) : null}>
          <ChevronLeft size={14} aria-hidden="true" />
          Previous
        </Step>
        <Step to={last < total ? toUrl(page + 1) : null}>
          Next
          <ChevronRight size={14} aria-hidden="true" />
        </Step>
      </div>
    </nav>
  );
}

function Step({ to, children }: { to: string | null; children: ReactNode }) {
  if (to === null) {
    return (
      <span role="link" aria-disabled="true" className={`${buttonClass()} pointer-events-none opacity-60`}>
        {children}
      </span>
    );
  }
  return (
    <Link to={to} preventScrollReset className={buttonClass()}>
      {children}
    </Link>
  );
}

interface PaginationProps {
  label: string;
  /** From 1. */
  page: number;
  pageSize: number;
  total: number;
  toUrl: (page: number) => string;
  className?: string;
}
