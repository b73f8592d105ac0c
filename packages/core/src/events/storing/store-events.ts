import type { EntityManager } from "@admin-events/db";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dictionaries } from "./dictionary.ts";
import type { PreparedEvent } from "../preparing/prepare-event.ts";
import type { WriteOptions } from "./write-events.ts";
import { writeEvents } from "./write-events.ts";

/**
 * What became of an event: `refused` can never be stored, `failed` may be sent again.
 */
export type StoreResult =
  | { status: "stored" | "duplicate" }
  | { status: "rejected"; reason: string; error: unknown }
  | { status: "failed"; error: unknown };

export interface StoreParts {
  /** Gives an entity manager of its own for each attempt. */
  fork: () => EntityManager;
  dictionaries: Dictionaries;
}

const mostAttempts = 3;

/** PostgreSQL's names for what may go wrong: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const foreignKeyViolation = "23503";
const lockNotAvailable = "55P03";
const passing = ["40001", "40P01"];

/**
 * Stores a batch so that each event stands for itself: one that PostgreSQL cannot take is halved out of the batch, one
 * that waits for somebody's open transaction holds nobody else up, and what passes by itself is tried again.
 *
 * Answers in the order of the events; never throws.
 */
export async function storeEvents(
  parts: StoreParts,
  events: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<StoreResult[]> {
  try {
    const stored = await writeWithPatience(parts, events, options);
    const answered = new Set<string>();

    return events.map(({ id }) => {
      const isNew = stored.has(id) && !answered.has(id);
      answered.add(id);
      return { status: isNew ? "stored" : "duplicate" };
    });
  } catch (error) {
    if (events.length > 1 && sqlState(error) === lockNotAvailable) return oneByOne(parts, events, options);
    if (!isDataError(error)) return events.map(() => ({ status: "failed", error }));
    if (events.length === 1)
      return [{ status: "rejected", reason: "holds something that PostgreSQL cannot store", error }];

    const middle = Math.ceil(events.length / 2);
    return [
      ...(await storeEvents(parts, events.slice(0, middle), options)),
      ...(await storeEvents(parts, events.slice(middle), options)),
    ];
  }
}

async function writeWithPatience(
  { fork, dictionaries }: StoreParts,
  events: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<Set<string>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeEvents(fork(), dictionaries, events, options);
    } catch (error) {
      const state = sqlState(error) ?? "";
      const mayPass = passing.includes(state) || state === foreignKeyViolation;
      if (!mayPass || attempt === mostAttempts) throw error;

      // A row deleted meanwhile leaves a remembered number without its row.
      if (state === foreignKeyViolation) dictionaries.forget();
      else await sleep(Math.random() * 20 * attempt);
    }
  }
}

async function oneByOne(
  parts: StoreParts,
  events: readonly PreparedEvent[],
  options: WriteOptions,
): Promise<StoreResult[]> {
  const results: StoreResult[] = [];
  for (const event of events) results.push(...(await storeEvents(parts, [event], options)));

  return results;
}

/** PostgreSQL's classes 22 (data) and 54 (limits): the statement fails however often it is tried. */
function isDataError(error: unknown): boolean {
  return /^(22|54)/.test(sqlState(error) ?? "");
}

function sqlState(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };

  return typeof code === "string" ? code : undefined;
}
