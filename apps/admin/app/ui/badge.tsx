import type { ReactNode } from "react";

/** A word about the standing of something. */
export function Badge({ tone = "plain", title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={`engraved inline-flex h-5 items-center rounded-xs border px-1.5 whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

const tones = {
  plain: "border-line text-soft",
  good: "border-good/40 text-good",
  warn: "border-warn/40 bg-warn-soft text-warn",
  info: "border-line-strong/60 text-ink",
  bad: "border-bad/40 bg-bad-soft text-bad",
};

interface BadgeProps {
  tone?: keyof typeof tones;
  /** A sentence that explains the word, shown on hover. */
  title?: string;
  children: ReactNode;
}
