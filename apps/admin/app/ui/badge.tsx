import type { ReactNode } from "react";

export function Badge({ tone = "plain", title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={`caps inline-flex h-5 items-center rounded-xs border px-1.5 whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}

const TONES = {
  plain: "border-border text-muted",
  good: "border-good/40 text-good",
  warn: "border-warn/40 bg-warn-soft text-warn",
  info: "border-border-strong/60 text-foreground",
  bad: "border-bad/40 bg-bad-soft text-bad",
};

interface BadgeProps {
  tone?: keyof typeof TONES;
  /** A tooltip. */
  title?: string;
  children: ReactNode;
}
