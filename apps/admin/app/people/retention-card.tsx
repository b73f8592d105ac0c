import { Repeat } from "lucide-react";
import type { NamedEvents, Retention } from "../api/outputs.ts";
import type { Interval } from "../charts/format-label.ts";
import { RetentionChart } from "../charts/retention-chart.tsx";
import type { Refusal } from "../session/answered.server.ts";
import { IntervalSegments } from "./interval-segments.tsx";
import type { PeopleQuestion } from "./people-question.ts";
import { peopleAddress } from "./people-question.ts";
import { RefusedCard } from "./refused-card.tsx";
import { RetentionControls } from "./retention-controls.tsx";

/** Who came back, with everything by which the question can be changed; also when it was refused. */
export function RetentionCard({ answer, period, question, names }: RetentionCardProps) {
  const head = {
    title: "Retention",
    subtitle: `People by the ${period} of their first event, and the share of them who came back`,
    icon: <Repeat size={16} />,
    aside: (
      <IntervalSegments
        label="Period"
        chosen={period}
        addressOf={(each) => peopleAddress({ ...question, period: each })}
      />
    ),
    controls: <RetentionControls question={question} names={names} />,
  };
  return "message" in answer ? (
    <RefusedCard {...head} message={answer.message} />
  ) : (
    <RetentionChart {...head} {...answer} interval={period} />
  );
}

interface RetentionCardProps {
  answer: Retention | Refusal;
  period: Interval;
  /** As it is asked now, even while its answer is under way. */
  question: PeopleQuestion;
  names: readonly NamedEvents[];
}
