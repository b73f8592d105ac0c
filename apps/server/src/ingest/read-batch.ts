import type { Item } from "@admin-events/core/ingestion";
import { envelope, item, MAX_ITEMS_PER_BATCH } from "@admin-events/core/ingestion";
import type { z } from "zod";
import { Refusal } from "./ingest-error.ts";

/** What a sender sends at once. */
export interface Batch {
  key: string | undefined;
  sentAt: string | undefined;
  /** In the order sent. */
  items: (Item | WrongItem)[];
}

/** Something in a batch that is nothing we know. */
export interface WrongItem {
  /** The id it says to have, as it says it; null when it says none. */
  id: string | null;
  problem: string;
}

export function isReadable(item: Item | WrongItem): item is Item {
  return !("problem" in item);
}

/**
 * Reads the body of a batch. An item of the wrong shape costs only itself.
 *
 * @throws {Refusal} 400 for a body that is no batch, 413 for more than 500 items.
 */
export function readBatch(body: string): Batch {
  const result = envelope.safeParse(parseJson(body));
  if (!result.success) throw new Refusal(400, formatError(result.error));

  const { key, sentAt, events } = result.data;
  if (events.length > MAX_ITEMS_PER_BATCH) {
    throw new Refusal(
      413,
      `The batch has ${events.length} events; send at most ${MAX_ITEMS_PER_BATCH} at once.`,
    );
  }

  return { key, sentAt, items: events.map(readItem) };
}

function readItem(value: unknown): Item | WrongItem {
  const result = item.safeParse(value);

  return result.success ? result.data : { id: claimedId(value), problem: formatError(result.error) };
}

function claimedId(value: unknown): string | null {
  const id = (value as { id?: unknown } | null)?.id;

  return typeof id === "string" ? id : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `The body is not JSON: ${(error as SyntaxError).message}`);
  }
}

function formatError({ issues: [issue] }: z.ZodError): string {
  return [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
}
