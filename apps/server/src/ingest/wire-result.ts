import type { ItemResult as WireResult } from "@admin-events/contract";
import type { ItemResult } from "@admin-events/core/item-result";
import { toFailureResponse } from "@admin-events/core/item-result";
import { IngestError } from "./ingest-error.ts";
import type { Batch } from "./read-batch.ts";
import { isReadable } from "./read-batch.ts";

/** Maps results to the wire, in the order sent. `results` are those of the readable items, in the same order. */
export function toWireResults(items: Batch["items"], results: readonly ItemResult[]): WireResult[] {
  let position = 0;

  return items.map((item) =>
    isReadable(item) ? toWireResult(item.id ?? null, results[position++]) : item.result,
  );
}

/** Replaces the internal error of a failed item by a message for the sender. */
function toWireResult(id: string | null, result: ItemResult | undefined): WireResult {
  if (result && result.status !== "failed") return { id, ...result };

  return { id, status: "failed", reason: toFailureResponse(result ? [result.error] : []).message };
}

/** The response for a batch of which nothing was stored because every item failed; null for any other batch. */
export function toBatchError(results: readonly ItemResult[]): IngestError | null {
  const errors = getErrors(results);
  if (errors.length === 0 || errors.length < results.length) return null;

  const { httpStatus, message, retryAfterSeconds } = toFailureResponse(errors);
  return new IngestError(httpStatus, message, { retryAfter: retryAfterSeconds });
}

/** The errors of failed items. */
export function getErrors(results: readonly ItemResult[]): unknown[] {
  return results.flatMap((result) => (result.status === "failed" ? [result.error] : []));
}
