import type { ReactNode } from "react";
import type { ChartHeader } from "../charts/chart-card.tsx";
import { ChartCard } from "../charts/chart-card.tsx";

/** Shown instead of a chart that could not be loaded. */
export function ErrorCard({ message, controls, ...header }: ErrorCardProps) {
  return (
    <ChartCard {...header}>
      {controls}
      <p role="alert" className="chart-empty">
        {message}
      </p>
    </ChartCard>
  );
}

interface ErrorCardProps extends ChartHeader {
  message: string;
  /** Shown above the message. */
  controls?: ReactNode;
}
