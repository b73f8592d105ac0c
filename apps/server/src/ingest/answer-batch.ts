import { OverloadedError } from "@admin-events/core/events";
import type { ItemResult } from "@admin-events/core/ingestion";
import type { Batch } from "./read-batch.ts";
import { isReadable } from "./read-batch.ts";
import { IngestError } from "./ingest-error.ts";

/** What became of one item, as its sender is told. Only `retry` should be sent again. */
export interface ItemAnswer {
  /** Null for something without an id. */
  id: string | null;
  status: "ok" | "duplicate" | "warning" | "drop" | "retry";
  message?: string;
}

/** The answers for a batch, in the order sent. `results` are those of its items that could be read, in the same order. */
export function answersFor(batch: Batch["items"], results: readonly ItemResult[]): ItemAnswer[] {
  const readable = batch.filter(isReadable);
  const resultOf = new Map(readable.map((item, place) => [item, results[place]]));

  return batch.map((item) =>
    isReadable(item)
      ? answerFor(item.id ?? null, resultOf.get(item))
      : { id: item.id, status: "drop", message: item.problem },
  );
}

function answerFor(id: string | null, result: ItemResult | undefined): ItemAnswer {
  switch (result?.status) {
    case "stored":
      if (result.duplicate) return { id: result.id, status: "duplicate" };
      if (result.warnings.length === 0) return { id: result.id, status: "ok" };
      return { id: result.id, status: "warning", message: result.warnings.join(" ") };
    case "rejected":
      return { id, status: "drop", message: result.reason };
    case "failed":
    case undefined:
      return { id, status: "retry", message: "The event could not be stored. Send it again." };
  }
}

/** Why a batch of which nothing was stored should be sent again as a whole; null for any other batch. */
export function refusalFor(results: readonly ItemResult[]): IngestError | null {
  const errors = errorsOf(results);
  if (errors.length === 0 || errors.length < results.length) return null;

  const overload = errors.find((error) => error instanceof OverloadedError);
  return overload
    ? new IngestError(429, "Too many events. Retry in a moment.", overload.retryAfter)
    : new IngestError(503, "The events could not be stored. Retry in a moment.", 5);
}

/** Why items could not be stored just now. */
export function errorsOf(results: readonly ItemResult[]): unknown[] {
  return results.flatMap((result) => (result.status === "failed" ? [result.error] : []));
}
