import { useId } from "react";
import type { ReactNode } from "react";

/** The head that all charts share. */
export interface ChartHead {
  title: string;
  /** A small drawing or emoji; decoration only. */
  icon?: ReactNode;
  /** What exactly is drawn: the range, the unit, the rule. */
  subtitle?: ReactNode;
  /** Something small at the right, such as what changes the drawing. */
  aside?: ReactNode;
}

/** The frame of every chart: title, icon and subtitle in one place, the drawing below. */
export function ChartCard({ title, icon, subtitle, aside, children }: ChartCardProps) {
  const titleId = useId();
  return (
    <figure aria-labelledby={titleId} className="chart-card">
      <figcaption className="chart-head">
        {icon && (
          <span className="chart-icon" aria-hidden="true">
            {icon}
          </span>
        )}
        <div className="min-w-0 flex-[1_1_12rem]">
          <h2 id={titleId} className="chart-title">
            {title}
          </h2>
          {subtitle && <p className="chart-subtitle">{subtitle}</p>}
        </div>
        {aside}
      </figcaption>
      {children}
    </figure>
  );
}

interface ChartCardProps extends ChartHead {
  children: ReactNode;
}
