import { useNavigate } from "@remix-run/react";
import type { NamedEvents } from "../api/outputs.ts";
import { Select } from "../ui/select.tsx";
import { EventSelect } from "./event-select.tsx";
import type { PeopleQuestion } from "./people-question.ts";
import { cohortKinds, peopleAddress, returnKinds } from "./people-question.ts";

const cohortTitles: Record<PeopleQuestion["cohorts"], string> = {
  "first-in-range": "First time in range",
  "first-ever": "First time ever",
  recurring: "Every time",
};

const returnTitles: Record<PeopleQuestion["returning"], string> = {
  on: "In that period",
  "on-or-after": "In it or any later one",
};

/** What makes a cohort and what is a return. Every choice goes into the address at once. */
export function RetentionControls({ question, names }: RetentionControlsProps) {
  const navigate = useNavigate();
  const change = (changes: Partial<PeopleQuestion>) =>
    void navigate(peopleAddress({ ...question, ...changes }), { preventScrollReset: true });
  return (
    <div role="group" aria-label="What retention counts" className="retention-controls">
      <EventSelect
        label="First event"
        value={question.entryName}
        names={names}
        onChange={(entryName) => change({ entryName })}
      />
      <Select
        label="Who counts"
        value={question.cohorts}
        onChange={(value) => change({ cohorts: value as PeopleQuestion["cohorts"] })}
      >
        {cohortKinds.map((kind) => (
          <option key={kind} value={kind}>
            {cohortTitles[kind]}
          </option>
        ))}
      </Select>
      <EventSelect
        label="Return event"
        value={question.returnName}
        names={names}
        onChange={(returnName) => change({ returnName })}
      />
      <Select
        label="Came back"
        value={question.returning}
        onChange={(value) => change({ returning: value as PeopleQuestion["returning"] })}
      >
        {returnKinds.map((kind) => (
          <option key={kind} value={kind}>
            {returnTitles[kind]}
          </option>
        ))}
      </Select>
    </div>
  );
}

interface RetentionControlsProps {
  /** As it is asked now, even while its answer is under way. */
  question: PeopleQuestion;
  names: readonly NamedEvents[];
}
