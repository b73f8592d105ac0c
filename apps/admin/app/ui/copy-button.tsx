import { Check, Copy } from "lucide-react";
import { useRef } from "react";
import type { ReactNode } from "react";
import { useCopyToClipboard } from "./use-copy-to-clipboard.ts";

/** A value that a press copies. While the copy is confirmed the button carries `data-copied`. */
export function CopyButton({ text, label, children = text, className = "" }: CopyButtonProps) {
  const shown = useRef<HTMLSpanElement>(null);
  const { copy, copied, selected } = useCopyToClipboard();
  const Mark = copied ? Check : Copy;
  return (
    <button
      type="button"
      className={`copy-button ${className}`}
      data-copied={copied || undefined}
      onClick={() => void copy(text, shown.current)}
    >
      <span className="sr-only">Copy {label}: </span>
      <span ref={shown} className="copy-text">
        {children}
      </span>
      <Mark className="copy-mark" size={14} aria-hidden="true" />
      <span role="status" className={selected ? "copy-hint" : "sr-only"}>
        {copied && "Copied"}
        {selected && "Selected; press Ctrl+C or ⌘C"}
      </span>
    </button>
  );
}

interface CopyButtonProps {
  /** What is copied. */
  text: string;
  /** What the value is: "event id". */
  label: string;
  /** What is shown; the text itself when left out. */
  children?: ReactNode;
  className?: string;
}
