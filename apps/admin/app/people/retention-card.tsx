import type { EventNameSummary, Retention } from "@admin-events/client/query";
import { Repeat } from "lucide-react";
import type { Interval } from "@admin-events/client/query";
import { RetentionChart } from "../charts/retention-chart.tsx";
import type { ApiError } from "../session/load.server.ts";
import { ErrorCard } from "../charts/error-card.tsx";
import { IntervalControl } from "./interval-control.tsx";
import type { PeopleQuery } from "./people-query.ts";
import { peopleUrl } from "./people-query.ts";
import { RetentionControls } from "./retention-controls.tsx";

/** The retention chart with its controls, which stay when the API rejects the query. */
export function RetentionCard({ result, period, query, names }: RetentionCardProps) {
  const header = {
    title: "Retention",
    subtitle: `Share of people who came back, by the ${period} of their first event`,
    icon: <Repeat size={16} />,
    aside: (
      <IntervalControl
        label="Period"
        selected={period}
        toUrl={(each) => peopleUrl({ ...query, period: each })}
      />
    ),
    controls: <RetentionControls query={query} names={names} />,
  };
  return "message" in result ? (
    <ErrorCard {...header} message={result.message} />
  ) : (
    <RetentionChart {...header} {...result} interval={period} />
  );
}

interface RetentionCardProps {
  result: Retention | ApiError;
  period: Interval;
  query: PeopleQuery;
  names: readonly EventNameSummary[];
}
