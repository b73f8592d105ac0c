import { Badge } from "../ui/badge.tsx";
import type { HealthCheck } from "./health-checks.ts";

const LEVEL_LABELS = { good: "Good", warn: "Warning", bad: "Critical" };

export function HealthCheckRow({ check: { title, value, level, description, advice } }: HealthCheckRowProps) {
  return (
    <li className="border-border grid gap-x-4 gap-y-1 border-t px-4 py-3 first:border-t-0 sm:grid-cols-[12rem_1fr]">
      <div>
        <h3 className="text-muted text-small">{title}</h3>
        <p className="text-lead flex flex-wrap items-center gap-2 font-semibold">
          {value} {level !== "good" && <Badge tone={level}>{LEVEL_LABELS[level]}</Badge>}
        </p>
      </div>
      <div className="text-muted self-center">
        <p>{description}</p>
        {level !== "good" && <p className={level === "bad" ? "text-bad mt-1" : "text-warn mt-1"}>{advice}</p>}
      </div>
    </li>
  );
}

interface HealthCheckRowProps {
  check: HealthCheck;
}
