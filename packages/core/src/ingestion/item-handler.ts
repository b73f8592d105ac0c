import type { EntityManager } from "@admin-events/db";
import type { Dictionaries, Ingest } from "../events/index.ts";
import { EventRefused, occurredAt } from "../events/index.ts";
import type { Item } from "./item.ts";
import type { Sender } from "./sender.ts";

/** What became of one item of a batch. */
export type ItemResult =
  /** `id` as it was sent; `warnings` are sentences about what was adjusted. */
  | { status: "stored"; id: string; duplicate: boolean; warnings: string[] }
  /** The sender's mistake; sending it again changes nothing. */
  | { status: "refused"; reason: string }
  /** Our trouble; it may be sent again. */
  | { status: "failed"; error: unknown };

/** What taking items in needs. */
export interface IntakeParts {
  ingest: Ingest;
  dictionaries: Dictionaries;
  fork: () => EntityManager;
}

/** What the sender's connection tells: where a page's visitor is, and with what. */
export interface Whereabouts {
  /** The address; only its network is kept. */
  ip: string | null;
  /** The User-Agent header; only browser, system and kind of device are kept. */
  userAgent: string | null;
}

/** An item that arrived, with what is known about its sender. */
export interface Arrival<One extends Item = Item> {
  item: One;
  sender: Sender;
  /** Whether the sender proved that it speaks for the user it names. */
  isVerified: boolean;
  sentAt: string | undefined;
  from: Whereabouts | undefined;
  receivedAt: Date;
}

/** Stores the items of one type of a batch, and answers in their order. Never rejects. */
export type Take<One extends Item> = (
  parts: IntakeParts,
  arrivals: readonly Arrival<One>[],
) => Promise<ItemResult[]>;

/** Takes items one after the other, each with its own answer: `takeOne` answers the warnings, or throws. */
export function oneByOne<One extends Item>(
  takeOne: (parts: IntakeParts, arrival: Arrival<One>) => Promise<string[]>,
): Take<One> {
  return async (parts, arrivals) => {
    const results: ItemResult[] = [];
    for (const arrival of arrivals) results.push(await resultOf(arrival, () => takeOne(parts, arrival)));

    return results;
  };
}

async function resultOf({ item }: Arrival, take: () => Promise<string[]>): Promise<ItemResult> {
  try {
    return { status: "stored", id: item.id ?? "", duplicate: false, warnings: await take() };
  } catch (error) {
    return refusalOr(error);
  }
}

/** A mistake of the sender as a refusal, anything else as a failure. */
export function refusalOr(error: unknown): ItemResult {
  return error instanceof EventRefused
    ? { status: "refused", reason: error.message }
    : { status: "failed", error };
}

/** When it happened, by the sender's corrected clock. @throws {EventRefused} for a time that cannot be read. */
export function timeOf({ item: { timestamp }, sentAt, receivedAt }: Arrival): Date {
  return occurredAt({ timestamp, sentAt, receivedAt }).time;
}
