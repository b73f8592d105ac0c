import type { ReactNode } from "react";

/** What stands in place of a list that has nothing to show: what is so, what to do next. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="border-line bg-panel rounded-md border px-6 py-12 text-center">
      <h2 className="text-lead font-semibold">{title}</h2>
      <div className="text-soft mx-auto mt-1 max-w-prose">{children}</div>
      {action && <div className="mt-4 flex justify-center gap-2">{action}</div>}
    </div>
  );
}

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}
