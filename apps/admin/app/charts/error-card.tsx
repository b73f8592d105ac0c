import type { ReactNode } from "react";
import type { ChartHeader } from "./chart-card.tsx";
import { Button } from "../ui/button.tsx";
import { ChartCard } from "./chart-card.tsx";

/** Shown instead of a chart that could not be loaded. */
export function ErrorCard({ message, controls, onRetry, ...header }: ErrorCardProps) {
  return (
    <ChartCard {...header}>
      {controls}
      <div role="alert" className="chart-empty">
        <p>{message}</p>
        {onRetry && (
          <Button className="mt-3" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </ChartCard>
  );
}

interface ErrorCardProps extends ChartHeader {
  message: string;
  onRetry?: () => void;
  /** Shown above the message. */
  controls?: ReactNode;
}
