import { Link } from "@remix-run/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "../format/format-count.ts";
import { buttonLook } from "../ui/button.tsx";

/** Where in a long list one is, and the ways on and back. Nothing when all of it is shown. */
export function PageLinks({ page, perPage, total, addressOf }: PageLinksProps) {
  if (total <= perPage) return null;
  const first = (page - 1) * perPage + 1;
  const last = Math.min(total, page * perPage);
  return (
    <nav aria-label="Pages of the list" className="mt-3 flex items-center justify-between gap-2">
      <p className="text-soft">
        {formatCount(first)}–{formatCount(last)} of {formatCount(total)}
      </p>
      <div className="flex gap-2">
        <Step to={page > 1 ? addressOf(page - 1) : null}>
          <ChevronLeft size={14} aria-hidden="true" />
          Previous
        </Step>
        <Step to={last < total ? addressOf(page + 1) : null}>
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
      <span role="link" aria-disabled="true" className={`${buttonLook()} pointer-events-none opacity-60`}>
        {children}
      </span>
    );
  }
  return (
    <Link to={to} preventScrollReset className={buttonLook()}>
      {children}
    </Link>
  );
}

interface PageLinksProps {
  /** From 1. */
  page: number;
  perPage: number;
  total: number;
  addressOf: (page: number) => string;
}
