import { Check, Copy } from "lucide-react";
import { useRef } from "react";
import type { ReactNode } from "react";
import { useCopyToClipboard } from "./use-copy-to-clipboard.ts";

/** A value that is copied when pressed. The button has `data-copied` while the copy is confirmed. */
export function CopyButton({ text, label, children = text, className = "" }: CopyButtonProps) {
  const shown = useRef<HTMLSpanElement>(null);
  const { copy, copied, selected } = useCopyToClipboard();
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      className={`group hover:bg-foreground/6 data-copied:text-good relative -mx-1.5 -my-0.5 inline-flex max-w-full items-start gap-2 rounded-sm px-1.5 py-0.5 text-left ${className}`}
      data-copied={copied || undefined}
      onClick={() => void copy(text, shown.current)}
    >
      <span className="sr-only">Copy {label}: </span>
      <span ref={shown} className="min-w-0 wrap-anywhere whitespace-pre-wrap">
        {children}
      </span>
      <Icon
        className="text-subtle group-data-copied:text-good mt-[3px] shrink-0 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 group-data-copied:opacity-100 [@media(hover:none)]:opacity-60"
        size={14}
        aria-hidden="true"
      />
      <span
        role="status"
        className={selected ? "text-muted text-small self-center font-sans whitespace-nowrap" : "sr-only"}
      >
        {copied && "Copied"}
        {selected && "Selected. Press Ctrl+C or ⌘C."}
      </span>
    </button>
  );
}

interface CopyButtonProps {
  text: string;
  /** Names the value, such as "Event ID". */
  label: string;
  /** Shown instead of the text. */
  children?: ReactNode;
  className?: string;
}
