import type { ReactNode } from "react";

/** A form control below its label. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="grid min-w-0 gap-1">
      <span className="text-small text-muted">{label}</span>
      {children}
    </label>
  );
}
