import type { ButtonHTMLAttributes } from "react";

/** A button: `solid` for the one thing to do, `plain` beside it, `quiet` where a frame would be too much. */
export function Button({ look = "plain", className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonLook(look)} ${className}`} {...rest} />;
}

/** The classes of a button, for links that look like one. */
export function buttonLook(look: ButtonLook = "plain"): string {
  return `inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-sm px-3 font-medium whitespace-nowrap disabled:cursor-default disabled:opacity-60 ${looks[look]}`;
}

type ButtonLook = "solid" | "plain" | "quiet";

const looks: Record<ButtonLook, string> = {
  solid: "bg-ink text-panel hover:bg-ink/85",
  plain: "border border-line-strong/60 bg-panel text-ink hover:border-line-strong hover:bg-raised",
  quiet: "text-soft hover:bg-ink/6 hover:text-ink",
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
}
