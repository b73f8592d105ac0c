import type { Bucket, Range } from "../../calendar/index.ts";
import { ValidationError } from "../../errors.ts";

const MAX_HOURS = 7 * 24;

/** Labels have the offset, because a clock change repeats an hour. @throws {ValidationError} for more than a week. */
export function cutIntoHours({ from, to }: Range, now: Date): Bucket[] {
  if (to.epochMilliseconds - from.epochMilliseconds > (MAX_HOURS + 1) * 3_600_000)
    throw new ValidationError("granularity", `hour covers at most ${MAX_HOURS} hours. Choose day.`);

  const hours: Bucket[] = [];
  for (let start = from; start.epochMilliseconds < to.epochMilliseconds;) {
    const next = start.add({ hours: 1 });
    const end = next.epochMilliseconds < to.epochMilliseconds ? next : to;
    hours.push({
      label: start.toString({ smallestUnit: "minute", timeZoneName: "never" }),
      from: start,
      to: end,
      incomplete: end.epochMilliseconds > now.getTime(),
    });
    start = end;
  }
  return hours;
}
