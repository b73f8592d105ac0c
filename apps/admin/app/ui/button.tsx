import type { ButtonHTMLAttributes } from "react";

/** `solid` is for the main action, `plain` for others. */
export function Button({ variant = "plain", className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonClass(variant)} ${className}`} {...rest} />;
}

/** The classes of a button, for links. */
export function buttonClass(variant: ButtonVariant = "plain"): string {
  return `inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-sm px-3 font-medium whitespace-nowrap disabled:cursor-default disabled:opacity-60 ${VARIANTS[variant]}`;
}

type ButtonVariant = keyof typeof VARIANTS;

const VARIANTS = {
  solid: "bg-foreground text-panel hover:bg-foreground/85",
  plain: "border border-border-strong/60 bg-panel text-foreground hover:border-border-strong hover:bg-raised",
};

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant;
}
