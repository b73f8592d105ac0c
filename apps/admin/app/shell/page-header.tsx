import { Link } from "@remix-run/react";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";

export function PageHeader({ title, children, aside }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-title font-semibold tracking-tight">{title}</h1>
        {children && <p className="text-muted">{children}</p>}
      </div>
      {aside}
    </header>
  );
}

interface PageHeaderProps {
  title: string;
  /** Below the title. */
  children?: ReactNode;
  /** Shown at the right, such as controls. */
  aside?: ReactNode;
}

/** Above the header of a detail page. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="text-muted hover:text-foreground mb-4 inline-flex items-center gap-1.5">
      <ArrowLeft size={14} aria-hidden="true" />
      {children}
    </Link>
  );
}
