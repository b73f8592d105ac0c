import { Activity } from "lucide-react";
import type { ActiveUsers } from "../api/outputs.ts";
import type { Interval } from "../charts/format-label.ts";
import { StackedBarChart } from "../charts/stacked-bar-chart.tsx";
import type { Refusal } from "../session/answered.server.ts";
import { IntervalSegments } from "./interval-segments.tsx";
import { RefusedCard } from "./refused-card.tsx";

/** Daily, weekly and monthly people over time: a day's lie within the week's, and these within the month's. */
export function ActiveUsersCard({ answer, interval, addressOf }: ActiveUsersCardProps) {
  const head = {
    title: "Active people",
    subtitle: `${ends[interval]}, and in the 7 and the 30 days up to it`,
    icon: <Activity size={16} />,
    aside: <IntervalSegments label="Interval" chosen={interval} addressOf={addressOf} />,
  };
  return "message" in answer ? (
    <RefusedCard {...head} message={answer.message} />
  ) : (
    <StackedBarChart {...head} interval={interval} stacking="within" {...seriesOf(answer.points)} />
  );
}

const ends: Record<Interval, string> = {
  day: "On each day",
  week: "On the last day of each week",
  month: "On the last day of each month",
  quarter: "On the last day of each quarter",
};

/** Of a bucket that has not begun there is nothing to draw. */
function seriesOf(points: ActiveUsers["points"]) {
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
  answer: ActiveUsers | Refusal;
  interval: Interval;
  /** The page's address with other buckets. */
  addressOf: (interval: Interval) => string;
}
