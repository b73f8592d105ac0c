import { useId } from "react";
import type { ReactNode } from "react";

export interface ChartHeader {
  title: string;
  /** Decorative. */
  icon?: ReactNode;
  subtitle?: ReactNode;
  /** Shown at the right, such as a control. */
  aside?: ReactNode;
}

/** The frame of every chart. */
export function ChartCard({ title, icon, subtitle, aside, children }: ChartCardProps) {
  const titleId = useId();
  return (
    <figure aria-labelledby={titleId} className="card relative min-w-0 px-5 py-4 max-sm:px-4 max-sm:py-3.5">
      <figcaption className="mb-3 flex flex-wrap items-start gap-2">
        {icon && (
          <span className="text-subtle grid h-6 place-items-center" aria-hidden="true">
            {icon}
          </span>
        )}
        <div className="min-w-0 flex-[1_1_12rem]">
          <h2 id={titleId} className="text-lead font-semibold">
            {title}
          </h2>
          {subtitle && <p className="text-small text-muted">{subtitle}</p>}
        </div>
        {aside}
      </figcaption>
      {children}
    </figure>
  );
}

interface ChartCardProps extends ChartHeader {
  children: ReactNode;
}
