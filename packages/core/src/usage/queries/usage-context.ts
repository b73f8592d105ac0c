import type { EntityManager } from "@admin-events/db";
import { Temporal } from "temporal-polyfill";
import type { QueryContext } from "../../analytics/index.ts";
import type { Range } from "../../calendar/index.ts";
import { readRange } from "../../calendar/index.ts";

export interface UsageContext {
  em: EntityManager;
  /** The time zone of queries that name none. */
  timeZone: string;
  now: Date;
  /** Counts people on column chunks. Without it they are counted with SQL. */
  engine?: QueryContext["engine"];
}

/** The input that all usage queries share. Without a range they cover the last 30 days, including today. */
export interface UsageInput {
  /** `YYYY-MM-DD`; inclusive. Default: 30 days before `to`. */
  from?: string;
  /** `YYYY-MM-DD`; exclusive. Default: tomorrow. */
  to?: string;
  timeZone?: string;
}

const DEFAULT_DAYS = 30;

/** @throws {ValidationError} if a date or the time zone is invalid, or `from` is after `to`. */
export function resolveUsageRange(context: UsageContext, input: UsageInput): Range {
  const { timeZone = context.timeZone } = input;
  const to =
    input.to ??
    getLastDays({ ...context, timeZone }, 1)
      .to.toPlainDate()
      .toString();
  const from = input.from ?? Temporal.PlainDate.from(to).subtract({ days: DEFAULT_DAYS }).toString();

  return readRange({ from, to, timeZone });
}

/** The last days, up to the end of today. @throws {ValidationError} if the time zone is invalid. */
export function getLastDays({ timeZone, now }: Pick<UsageContext, "timeZone" | "now">, days: number): Range {
  const { from: present } = readRange({ from: now.toISOString(), to: now.toISOString(), timeZone });
  const to = present.toPlainDate().add({ days: 1 });

  return { from: to.subtract({ days }).toZonedDateTime(timeZone), to: to.toZonedDateTime(timeZone) };
}
