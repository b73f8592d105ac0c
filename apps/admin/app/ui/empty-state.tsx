import type { ReactNode } from "react";

/** Shown instead of an empty list: what is missing, and what to do next. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="card px-6 py-12 text-center">
      <h2 className="text-lead font-semibold">{title}</h2>
      <div className="text-muted mx-auto mt-1 max-w-prose">{children}</div>
      {action && <div className="mt-4 flex justify-center gap-2">{action}</div>}
    </div>
  );
}

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}
