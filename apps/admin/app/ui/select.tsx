import type { ReactNode } from "react";

/** One of several choices, as the browser offers them; the label stands above. */
export function Select({ label, value, onChange, children }: SelectProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="field-control" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}

interface SelectProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Options. */
  children: ReactNode;
}
