import { Search } from "lucide-react";
import { FieldIcon } from "./field-icon.tsx";
import { useRef } from "react";
import { useShortcuts } from "../shell/shortcuts/use-shortcuts.ts";

/** A search box. `/` focuses it, Escape clears it. */
export function SearchField({ value, label, onChange }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => field.current?.focus() });
  return (
    <form
      role="search"
      className="relative w-72 max-w-full max-sm:w-full"
      onSubmit={(event) => event.preventDefault()}
    >
      <FieldIcon icon={Search} />
      <input
        ref={field}
        type="search"
        name="q"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        className="control h-9 pr-2 pl-9"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (value === "") event.currentTarget.blur();
          else onChange("");
        }}
      />
    </form>
  );
}

interface SearchFieldProps {
  value: string;
  label: string;
  onChange: (value: string) => void;
}
