import type { FormEvent, InputHTMLAttributes, ReactNode } from "react";
import { useState } from "react";

interface FormProps {
  button: string;
  /** Receives the fields by their names. */
  onSubmit: (fields: Record<string, string>) => Promise<unknown>;
  children?: ReactNode;
}

/** A form that shows the error of a failed submit. */
export function Form({ button, onSubmit, children }: FormProps) {
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState("");

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsSending(true);
    onSubmit(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>)
      .catch((error: Error) => setError(error.message))
      .finally(() => setIsSending(false));
  };

  return (
    <form onSubmit={submit}>
      {children}
      <p role="alert">{error}</p>
      <button disabled={isSending}>{button}</button>
    </form>
  );
}

export function Field({ label, ...input }: InputHTMLAttributes<HTMLInputElement> & { label: string }) {
  return (
    <label className={input.type === "checkbox" ? "check" : undefined}>
      {label}
      <input required={input.type !== "checkbox"} {...input} />
    </label>
  );
}
