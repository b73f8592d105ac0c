import type { EventNameSummary } from "@admin-events/client/query";
import { useNavigate } from "@remix-run/react";
import { Select } from "../ui/select.tsx";
import { EventSelect } from "./event-select.tsx";
import type { PeopleQuery } from "./people-query.ts";
import { COHORT_KINDS, peopleUrl, RETURN_KINDS } from "./people-query.ts";

const COHORT_TITLES: Record<PeopleQuery["cohorts"], string> = {
  "first-in-range": "First time in period",
  "first-ever": "First time ever",
  recurring: "Every occurrence",
};

const RETURN_TITLES: Record<PeopleQuery["returning"], string> = {
  on: "Exact period",
  "on-or-after": "On or after",
};

/** The options of the retention chart. A choice navigates at once. */
export function RetentionControls({ query, names }: RetentionControlsProps) {
  const navigate = useNavigate();
  const change = (changes: Partial<PeopleQuery>) =>
    void navigate(peopleUrl({ ...query, ...changes }), { preventScrollReset: true });
  return (
    <div
      role="group"
      aria-label="Retention options"
      className="mb-3.5 grid grid-cols-[repeat(auto-fit,minmax(min(9rem,100%),1fr))] gap-x-3 gap-y-2"
    >
      <EventSelect
        label="First event"
        value={query.entryName}
        names={names}
        onChange={(entryName) => change({ entryName })}
      />
      <Select
        label="Cohort"
        value={query.cohorts}
        onChange={(value) => change({ cohorts: value as PeopleQuery["cohorts"] })}
      >
        {COHORT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {COHORT_TITLES[kind]}
          </option>
        ))}
      </Select>
      <EventSelect
        label="Return event"
        value={query.returnName}
        names={names}
        onChange={(returnName) => change({ returnName })}
      />
      <Select
        label="Return period"
        value={query.returning}
        onChange={(value) => change({ returning: value as PeopleQuery["returning"] })}
      >
        {RETURN_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {RETURN_TITLES[kind]}
          </option>
        ))}
      </Select>
    </div>
  );
}

interface RetentionControlsProps {
  query: PeopleQuery;
  names: readonly EventNameSummary[];
}
