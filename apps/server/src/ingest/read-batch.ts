import type { ItemResult } from "@admin-events/contract";
import type { Item } from "@admin-events/core/ingestion";
import { mapInTurns } from "@admin-events/core/background";
import { envelope, item, MAX_ITEMS_PER_BATCH } from "@admin-events/core/ingestion";
import { parseJson } from "@admin-events/core/json";
import type { z } from "zod";
import { IngestError } from "./ingest-error.ts";

export interface Envelope {
  key: string | undefined;
  sentAt: string | undefined;
  /** Not parsed yet, in the order sent. */
  events: unknown[];
}

export interface Batch {
  /** In the order sent. */
  items: (Item | InvalidItem)[];
}

/** An item that does not match any schema. */
export interface InvalidItem {
  /** As it was sent. */
  sent: unknown;
  /** Its id is null if it was sent without one. */
  result: Extract<ItemResult, { status: "rejected" }>;
}

export function isReadable(item: Item | InvalidItem): item is Item {
  return !("result" in item);
}

/**
 * Parses the body of a batch, except for its items: the sender is checked first.
 *
 * @throws {IngestError} 400 for an invalid envelope, 413 for more than 500 items.
 */
export function readEnvelope(body: string): Envelope {
  const result = envelope.safeParse(parseBody(body));
  if (!result.success) throw new IngestError(400, formatError(result.error));

  const { key, sentAt, events } = result.data;
  if (events.length > MAX_ITEMS_PER_BATCH) {
    throw new IngestError(
      413,
      `The batch has ${events.length} events. Send at most ${MAX_ITEMS_PER_BATCH} per batch.`,
    );
  }

  return { key, sentAt, events };
}

/** Parses the items of a batch, in turns with other requests. Invalid items do not affect the others. */
export function readItems(events: readonly unknown[]): Promise<Batch["items"]> {
  return mapInTurns(events, readItem);
}

function readItem(value: unknown): Item | InvalidItem {
  const { data, error } = item.safeParse(value);
  if (data) return data;

  const path = error.issues[0]?.path.join(".") || null;
  return {
    sent: value,
    result: { id: getId(value), status: "rejected", path, reason: formatError(error) },
  };
}

function getId(value: unknown): string | null {
  const id = (value as { id?: unknown } | null)?.id;

  return typeof id === "string" ? id : null;
}

function parseBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new IngestError(400, `The body is not valid JSON: ${(error as SyntaxError).message}`);
  }
}

function formatError({ issues: [issue] }: z.ZodError): string {
  return [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
}
