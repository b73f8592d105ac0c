import type { EntityManager } from "@admin-events/db";
import type { Dictionaries, Ingest } from "../events/index.ts";
import { occurredAt } from "../events/index.ts";
import type { Item } from "./item.ts";
import type { Sender } from "./sender.ts";
import { ValidationError } from "../errors.ts";

/** What became of one item of a batch. */
export type ItemResult =
  /** `id` as it was sent; `warnings` are sentences about what was adjusted. */
  | { status: "stored"; id: string; duplicate: boolean; warnings: string[] }
  /** The sender's mistake; sending it again changes nothing. */
  | { status: "rejected"; reason: string }
  /** Our trouble; it may be sent again. */
  | { status: "failed"; error: unknown };

/** What taking items in needs. */
export interface IngestionDeps {
  ingest: Ingest;
  dictionaries: Dictionaries;
  fork: () => EntityManager;
}

/** What the sender's connection tells: where a page's visitor is, and with what. */
export interface ClientInfo {
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
  from: ClientInfo | undefined;
  receivedAt: Date;
}

/** Stores the items of one type of a batch, and answers in their order. Never rejects. */
export type Take<One extends Item> = (
  parts: IngestionDeps,
  arrivals: readonly Arrival<One>[],
) => Promise<ItemResult[]>;

/** Takes items one after the other, each with its own answer: `ingestItem` answers the warnings, or throws. */
export function oneByOne<One extends Item>(
  ingestItem: (parts: IngestionDeps, arrival: Arrival<One>) => Promise<string[]>,
): Take<One> {
  return async (parts, arrivals) => {
    const results: ItemResult[] = [];
    for (const arrival of arrivals) results.push(await resultOf(arrival, () => ingestItem(parts, arrival)));

    return results;
  };
}

async function resultOf({ item }: Arrival, take: () => Promise<string[]>): Promise<ItemResult> {
  try {
    return { status: "stored", id: item.id ?? "", duplicate: false, warnings: await take() };
  } catch (error) {
    return toItemResult(error);
  }
}

/** A mistake of the sender as a refusal, anything else as a failure. */
export function toItemResult(error: unknown): ItemResult {
  return error instanceof ValidationError
    ? { status: "rejected", reason: error.message }
    : { status: "failed", error };
}

/** When it happened, by the sender's corrected clock. @throws {ValidationError} for a time that cannot be read. */
export function timeOf({ item: { timestamp }, sentAt, receivedAt }: Arrival): Date {
  return occurredAt({ timestamp, sentAt, receivedAt }).time;
}
