import type { Bucket, Range } from "../../calendar/index.ts";
import { getHourLabel } from "../../calendar/index.ts";
import { ValidationError } from "../../errors.ts";

const MAX_HOURS = 7 * 24;

/** @throws {ValidationError} for more than a week. */
export function cutIntoHours({ from, to }: Range, now: Date): Bucket[] {
  if (to.epochMilliseconds - from.epochMilliseconds > (MAX_HOURS + 1) * 3_600_000)
    throw new ValidationError("granularity", `hour covers at most ${MAX_HOURS} hours. Choose day.`);

  const hours: Bucket[] = [];
  for (let start = from; start.epochMilliseconds < to.epochMilliseconds;) {
    const next = start.add({ hours: 1 });
    const end = next.epochMilliseconds < to.epochMilliseconds ? next : to;
    hours.push({
      label: getHourLabel(start),
      from: start,
      to: end,
      incomplete: end.epochMilliseconds > now.getTime(),
    });
    start = end;
  }
  return hours;
}
