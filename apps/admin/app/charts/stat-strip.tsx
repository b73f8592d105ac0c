import type { ReactNode } from "react";

/** A row of {@link Stat}s. */
export function StatStrip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <dl aria-label={label} className="stat-strip">
      {children}
    </dl>
  );
}
