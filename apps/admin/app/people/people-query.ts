import { events, getFirstEvent } from "@admin-events/catalog";
import type { Interval } from "@admin-events/client/query";
import type { DateRange } from "../ui/range/date-range.ts";
import { rangeFromUrl, writeRange } from "../ui/range/range-in-url.ts";
import { INTERVALS } from "./intervals.ts";

export const COHORT_KINDS = ["first-in-range", "first-ever", "recurring"] as const;
export const RETURN_KINDS = ["on", "on-or-after"] as const;
export const USER_ORDERS = ["count", "lastAt"] as const;

/** The options of the people page. */
export interface PeopleQuery {
  range: DateRange;
  /** The buckets of active people; null depends on the length of the range. */
  interval: Interval | null;
  /** The event or pattern that puts a person into a cohort. */
  entryName: string;
  /** The event or pattern that counts as a return. */
  returnName: string;
  cohorts: (typeof COHORT_KINDS)[number];
  returning: (typeof RETURN_KINDS)[number];
  /** The cohort period; null depends on the length of the range. */
  period: Interval | null;
  sort: (typeof USER_ORDERS)[number];
  /** From 1. */
  page: number;
}

const DEFAULT_RANGE = "90d";
const DEFAULTS = { entryName: getFirstEvent(events) ?? "*", returnName: "*" };
const MAX_PAGE = 10_000;

/** Reads the options from the URL. Missing and invalid ones get their defaults. */
export function parsePeopleQuery(search: URLSearchParams): PeopleQuery {
  const choice = <Choice extends string>(choices: readonly Choice[], key: string): Choice | undefined =>
    choices.find((each) => each === search.get(key));
  const page = Number(search.get("page"));

  return {
    range: rangeFromUrl(search, DEFAULT_RANGE),
    interval: choice(INTERVALS, "interval") ?? null,
    entryName: search.get("entry") || DEFAULTS.entryName,
    returnName: search.get("return") || DEFAULTS.returnName,
    cohorts: choice(COHORT_KINDS, "cohorts") ?? COHORT_KINDS[0],
    returning: choice(RETURN_KINDS, "returning") ?? RETURN_KINDS[0],
    period: choice(INTERVALS, "period") ?? null,
    sort: choice(USER_ORDERS, "sort") ?? USER_ORDERS[0],
    page: Number.isSafeInteger(page) && page > 1 ? Math.min(page, MAX_PAGE) : 1,
  };
}

/** The URL that {@link parsePeopleQuery} reads back exactly. Defaults are left out. */
export function peopleUrl(query: PeopleQuery): string {
  const search = new URLSearchParams();
  const write = (key: string, value: string | null, defaultValue: string | null) => {
    if (value !== null && value !== defaultValue) search.set(key, value);
  };
  writeRange(search, query.range, DEFAULT_RANGE);
  write("interval", query.interval, null);
  write("entry", query.entryName, DEFAULTS.entryName);
  write("return", query.returnName, DEFAULTS.returnName);
  write("cohorts", query.cohorts, COHORT_KINDS[0]);
  write("returning", query.returning, RETURN_KINDS[0]);
  write("period", query.period, null);
  write("sort", query.sort, USER_ORDERS[0]);
  write("page", String(query.page), "1");
  const text = search.toString();
  return text ? `/people?${text}` : "/people";
}
