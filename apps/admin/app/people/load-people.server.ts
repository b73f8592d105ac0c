import { getPreviousDays } from "../charts/compared-days.ts";
import { dateIn, timeOfDay } from "../format/format-time.ts";
import { addDays } from "../format/plain-date.ts";
import type { PanelContext } from "../load-context.ts";
import { toHistoryDates } from "../session/history.ts";
import { loadOrError } from "../session/load.server.ts";
import { countDays, toDays } from "../ui/range/date-range.ts";
import { getDefaultInterval, getDefaultPeriod, startOfPeriod } from "./intervals.ts";
import type { PeopleQuery } from "./people-query.ts";

const PAGE_SIZE = 25;

/** Everything on the people page. A part that the API rejects is an error message instead. */
export async function loadPeople(
  api: PanelContext["api"],
  query: PeopleQuery,
  timeZone: string,
  now: number,
) {
  const today = dateIn(timeZone, now);
  const days = toDays(query.range, today);
  const length = countDays(days);
  const interval = query.interval ?? getDefaultInterval(length);
  const period = query.period ?? getDefaultPeriod(length);
  const previous = getPreviousDays(days);
  const lastDay = getEarlier(addDays(days.to, -1), addDays(today, -1));
  const [active, before, month, cohorts, top, names, history] = await Promise.all([
    loadOrError(api.activeUsers({ ...days, timeZone, interval })),
    loadOrError(
      api.activeUsers({ ...getComparedDays(days, length, { timeZone, now }), timeZone, interval: "quarter" }),
    ),
    loadOrError(
      api.activeUsers({ from: addDays(lastDay, -30), to: addDays(lastDay, 1), timeZone, interval: "day" }),
    ),
    loadOrError(
      api.retention({
        // Starts with a whole period: half of one would make the first cohort too small.
        from: startOfPeriod(days.from, period),
        to: days.to,
        timeZone,
        interval: period,
        entryName: query.entryName,
        returnName: query.returnName,
        entry: query.cohorts,
        returning: query.returning,
      }),
    ),
    loadOrError(
      api.topUsers({
        ...days,
        timeZone,
        sort: query.sort,
        limit: PAGE_SIZE,
        offset: (query.page - 1) * PAGE_SIZE,
      }),
    ),
    api.names(),
    api.history(),
  ]);

  return {
    today,
    previous,
    // The figures of the last day are about the range only if it contains that day.
    lastDay: lastDay >= days.from ? lastDay : null,
    history: toHistoryDates(timeZone, history.eventsFrom, now),
    interval,
    period,
    pageSize: PAGE_SIZE,
    active,
    before,
    month,
    cohorts,
    top,
    names,
  };
}

/** The range of the same length just before; while the range is running, only the same elapsed part of it. */
export function getComparedDays(
  { from, to }: { from: string; to: string },
  length: number,
  { timeZone, now }: { timeZone: string; now: number },
): { from: string; to: string } {
  const today = dateIn(timeZone, now);
  const isRunning = from <= today && today < to;
  const time = timeOfDay(timeZone, new Date(now).toISOString());

  return {
    from: addDays(from, -length),
    to: isRunning ? `${addDays(today, -length)}T${time}` : from,
  };
}

function getEarlier(date: string, other: string): string {
  return date < other ? date : other;
}
