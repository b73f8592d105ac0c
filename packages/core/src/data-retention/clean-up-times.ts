import { Temporal } from "temporal-polyfill";

/** When old rows are deleted, as a time of day in the project's time zone. */
export const CLEAN_UP_TIMES = {
  events: { hour: 1, minute: 0 },
  usage: { hour: 1, minute: 30 },
} as const;

/** As a schedule of a daily job. */
export function toCron({ hour, minute }: { hour: number; minute: number }): string {
  return `${minute} ${hour} * * *`;
}

/** The next time that a clean-up runs. ISO 8601 in UTC. */
export function getNextCleanUp(kind: keyof typeof CLEAN_UP_TIMES, timeZone: string, now: Date): string {
  const current = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const today = current.withPlainTime(CLEAN_UP_TIMES[kind]);
  const next = Temporal.ZonedDateTime.compare(today, current) > 0 ? today : today.add({ days: 1 });

  return new Date(next.epochMilliseconds).toISOString();
}
