import type { ReactNode } from "react";
import { ChartCard } from "../charts/chart-card.tsx";
import type { ChartHead } from "../charts/chart-card.tsx";

/** A part of the page that could not be answered: why, and what to do. */
export function RefusedCard({ message, controls, ...head }: RefusedCardProps) {
  return (
    <ChartCard {...head}>
      {controls}
      <p role="alert" className="chart-empty">
        {message}
      </p>
    </ChartCard>
  );
}

interface RefusedCardProps extends ChartHead {
  /** The sentence of the refusal. */
  message: string;
  /** What the question can be changed with. */
  controls?: ReactNode;
}
