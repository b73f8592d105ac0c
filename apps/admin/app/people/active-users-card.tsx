import type { ActiveUsers } from "@admin-events/client/query";
import { Activity } from "lucide-react";
import type { Interval } from "@admin-events/client/query";
import { StackedBarChart } from "../charts/stacked-bar-chart.tsx";
import type { ApiError } from "../session/load.server.ts";
import { ErrorCard } from "../charts/error-card.tsx";
import { IntervalControl } from "./interval-control.tsx";

const SUBTITLES: Record<Interval, string> = {
  day: "Daily, and rolling 7 and 30 days",
  week: "Daily, and rolling 7 and 30 days, on the last day of each week",
  month: "Daily, and rolling 7 and 30 days, on the last day of each month",
  quarter: "Daily, and rolling 7 and 30 days, on the last day of each quarter",
};

/** Daily, weekly and monthly active people over time. */
export function ActiveUsersCard({ result, interval, toUrl }: ActiveUsersCardProps) {
  const header = {
    title: "Active people",
    subtitle: SUBTITLES[interval],
    icon: <Activity size={16} />,
    aside: <IntervalControl label="Interval" selected={interval} toUrl={toUrl} />,
  };
  return "message" in result ? (
    <ErrorCard {...header} message={result.message} />
  ) : (
    <StackedBarChart {...header} interval={interval} stacking="nested" {...toSeries(result.points)} />
  );
}

/** Leaves out buckets that have not begun. */
function toSeries(points: ActiveUsers["points"]) {
  const begun = points.filter(({ daily }) => daily !== null);
  return {
    labels: begun.map(({ label }) => label),
    incomplete: begun.map(({ incomplete }) => incomplete),
    datasets: [
      { name: "daily", title: "Daily", counts: begun.map(({ daily }) => daily ?? 0) },
      { name: "weekly", title: "Weekly", counts: begun.map(({ weekly }) => weekly ?? 0) },
      { name: "monthly", title: "Monthly", counts: begun.map(({ monthly }) => monthly ?? 0) },
    ],
  };
}

interface ActiveUsersCardProps {
  result: ActiveUsers | ApiError;
  interval: Interval;
  toUrl: (interval: Interval) => string;
}
