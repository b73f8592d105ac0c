import type { ReactNode } from "react";
import { Field } from "./field.tsx";

export function Select({ label, value, onChange, children }: SelectProps) {
  return (
    <Field label={label}>
      <select className="control" value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </Field>
  );
}

interface SelectProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Options. */
  children: ReactNode;
}
