import { addDays } from "../format/plain-date.ts";
import { dateIn } from "../format/format-time.ts";
import type { PanelContext } from "../load-context.ts";
import { answeredOrRefused } from "../session/answered.server.ts";
import { countDays, daysOf } from "../ui/range/chosen-range.ts";
import { barsFor, periodsFor, startOfPeriod } from "./intervals.ts";
import type { PeopleQuestion } from "./people-question.ts";

/** How many users a page of their list shows. */
const perPage = 25;

/** Everything the page shows, asked for at once. What the API refuses stands in its place as a sentence. */
export async function loadPeople(
  api: PanelContext["api"],
  question: PeopleQuestion,
  timeZone: string,
  now: number,
) {
  const today = dateIn(timeZone, now);
  const days = daysOf(question.range, today);
  const length = countDays(days);
  const interval = question.interval ?? barsFor(length);
  const period = question.period ?? periodsFor(length);
  const lastDay = earlier(addDays(days.to, -1), addDays(today, -1));
  const [active, before, month, cohorts, top, names] = await Promise.all([
    answeredOrRefused(api.activeUsers({ ...days, timeZone, interval })),
    answeredOrRefused(
      api.activeUsers({ from: addDays(days.from, -length), to: days.from, timeZone, interval: "quarter" }),
    ),
    answeredOrRefused(
      api.activeUsers({ from: addDays(lastDay, -30), to: addDays(lastDay, 1), timeZone, interval: "day" }),
    ),
    answeredOrRefused(
      api.retention({
        // Half a first period would make its cohort look small and faithless.
        from: startOfPeriod(days.from, period),
        to: days.to,
        timeZone,
        interval: period,
        entryName: question.entryName,
        returnName: question.returnName,
        entry: question.cohorts,
        returning: question.returning,
      }),
    ),
    answeredOrRefused(
      api.topUsers({
        ...days,
        timeZone,
        sort: question.sort,
        limit: perPage,
        offset: (question.page - 1) * perPage,
      }),
    ),
    api.names(),
  ]);

  return { today, length, lastDay, interval, period, perPage, active, before, month, cohorts, top, names };
}

function earlier(one: string, other: string): string {
  return one < other ? one : other;
}
