import type { Interval } from "../charts/format-label.ts";
import { registration } from "../dashboard/dashboard-names.ts";
import type { ChosenRange } from "../ui/range/chosen-range.ts";
import { rangeFromUrl, writeRange } from "../ui/range/range-in-url.ts";
import { intervals } from "./intervals.ts";

export const cohortKinds = ["first-in-range", "first-ever", "recurring"] as const;
export const returnKinds = ["on", "on-or-after"] as const;
export const userOrders = ["count", "lastAt"] as const;

/** Everything one can ask on the page. An interval of null goes by the length of the range. */
export interface PeopleQuestion {
  range: ChosenRange;
  /** The buckets of the active users. */
  interval: Interval | null;
  /** What makes somebody a member of a cohort, and what is a return: an event name or pattern. */
  entryName: string;
  returnName: string;
  cohorts: (typeof cohortKinds)[number];
  returning: (typeof returnKinds)[number];
  /** The length of a cohort's periods. */
  period: Interval | null;
  sort: (typeof userOrders)[number];
  /** Of the list of users, from 1. */
  page: number;
}

const usualRange = "90d";
const usual = { entryName: registration, returnName: "*" };

/** The question in the page's address; what is missing or none of the choices is as usual. */
export function peopleQuestionFromUrl(search: URLSearchParams): PeopleQuestion {
  const choice = <Choice extends string>(choices: readonly Choice[], key: string): Choice | undefined =>
    choices.find((each) => each === search.get(key));
  const page = Number(search.get("page"));

  return {
    range: rangeFromUrl(search, usualRange),
    interval: choice(intervals, "interval") ?? null,
    entryName: search.get("entry") || usual.entryName,
    returnName: search.get("return") || usual.returnName,
    cohorts: choice(cohortKinds, "cohorts") ?? cohortKinds[0],
    returning: choice(returnKinds, "returning") ?? returnKinds[0],
    period: choice(intervals, "period") ?? null,
    sort: choice(userOrders, "sort") ?? userOrders[0],
    page: Number.isSafeInteger(page) && page > 1 ? Math.min(page, mostPages) : 1,
  };
}

/** The address of the page that {@link peopleQuestionFromUrl} reads back exactly; what is as usual is left out. */
export function peopleAddress(question: PeopleQuestion): string {
  const search = new URLSearchParams();
  const write = (key: string, value: string | null, usually: string | null) => {
    if (value !== null && value !== usually) search.set(key, value);
  };
  writeRange(search, question.range, usualRange);
  write("interval", question.interval, null);
  write("entry", question.entryName, usual.entryName);
  write("return", question.returnName, usual.returnName);
  write("cohorts", question.cohorts, cohortKinds[0]);
  write("returning", question.returning, returnKinds[0]);
  write("period", question.period, null);
  write("sort", question.sort, userOrders[0]);
  write("page", String(question.page), "1");
  const text = search.toString();
  return text ? `/people?${text}` : "/people";
}

const mostPages = 10_000;
