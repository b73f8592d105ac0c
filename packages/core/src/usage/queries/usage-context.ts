import type { EntityManager } from "@admin-events/db";
import { Temporal } from "temporal-polyfill";
import type { Range } from "../../calendar/index.ts";
import { readRange } from "../../calendar/index.ts";

/** Whom the readings are input of, and by which calendar they are answered. */
export interface UsageContext {
  em: EntityManager;
  /** The zone in which days begin when a input names none. */
  timeZone: string;
  now: Date;
}

/** What every reading takes. Without a range it is about the last 30 days, today included. */
export interface UsageInput {
  /** `YYYY-MM-DD`; part of the range. Default: 30 days before `to`. */
  from?: string;
  /** `YYYY-MM-DD`; not part of the range. Default: tomorrow. */
  to?: string;
  timeZone?: string;
}

const usualDays = 30;

/** @throws {ValidationError} when a date or the zone cannot be read, or the range ends before it starts. */
export function usageRange(context: UsageContext, input: UsageInput): Range {
  const { timeZone = context.timeZone } = input;
  const to =
    input.to ??
    lastDays({ ...context, timeZone }, 1)
      .to.toPlainDate()
      .toString();
  const from = input.from ?? Temporal.PlainDate.from(to).subtract({ days: usualDays }).toString();

  return readRange({ from, to, timeZone });
}

/** The last days up to the end of today. @throws {ValidationError} when the zone cannot be read. */
export function lastDays({ timeZone, now }: Pick<UsageContext, "timeZone" | "now">, days: number): Range {
  const { from: present } = readRange({ from: now.toISOString(), to: now.toISOString(), timeZone });
  const to = present.toPlainDate().add({ days: 1 });

  return { from: to.subtract({ days }).toZonedDateTime(timeZone), to: to.toZonedDateTime(timeZone) };
}
