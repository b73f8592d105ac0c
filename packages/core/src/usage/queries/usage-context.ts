import type { EntityManager } from "@admin-events/db";
import { Temporal } from "temporal-polyfill";
import type { Range } from "../../calendar/index.ts";
import { readRange } from "../../calendar/index.ts";

/** Whom the readings are asked of, and by which calendar they are answered. */
export interface UsageSource {
  em: EntityManager;
  /** The zone in which days begin when a question names none. */
  timeZone: string;
  now: Date;
}

/** What every reading takes. Without a range it is about the last 30 days, today included. */
export interface UsageQuestion {
  /** `YYYY-MM-DD`; part of the range. Default: 30 days before `to`. */
  from?: string;
  /** `YYYY-MM-DD`; not part of the range. Default: tomorrow. */
  to?: string;
  timeZone?: string;
}

const usualDays = 30;

/** @throws {InvalidInput} when a date or the zone cannot be read, or the range ends before it starts. */
export function usageRange(source: UsageSource, question: UsageQuestion): Range {
  const { timeZone = source.timeZone } = question;
  const to =
    question.to ??
    lastDays({ ...source, timeZone }, 1)
      .to.toPlainDate()
      .toString();
  const from = question.from ?? Temporal.PlainDate.from(to).subtract({ days: usualDays }).toString();

  return readRange({ from, to, timeZone });
}

/** The last days up to the end of today. @throws {InvalidInput} when the zone cannot be read. */
export function lastDays({ timeZone, now }: Pick<UsageSource, "timeZone" | "now">, days: number): Range {
  const { from: present } = readRange({ from: now.toISOString(), to: now.toISOString(), timeZone });
  const to = present.toPlainDate().add({ days: 1 });

  return { from: to.subtract({ days }).toZonedDateTime(timeZone), to: to.toZonedDateTime(timeZone) };
}
