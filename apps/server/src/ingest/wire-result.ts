import type { ItemResult } from "@admin-events/core/item-result";
import { toFailureResponse } from "@admin-events/core/item-result";
import { IngestError } from "./ingest-error.ts";
import type { Batch } from "./read-batch.ts";
import { isReadable } from "./read-batch.ts";

/** The result of one item of `POST /ingest`. Only `retry` should be sent again. */
export interface WireResult {
  /** Null for an item without an id. */
  id: string | null;
  status: "ok" | "duplicate" | "warning" | "drop" | "retry";
  message?: string;
}

/** Maps results to the wire, in the order sent. `results` are those of the readable items, in the same order. */
export function toWireResults(items: Batch["items"], results: readonly ItemResult[]): WireResult[] {
  let position = 0;

  return items.map((item) =>
    isReadable(item)
      ? toWireResult(item.id ?? null, results[position++])
      : { id: item.id, status: "drop", message: item.problem },
  );
}

function toWireResult(id: string | null, result: ItemResult | undefined): WireResult {
  switch (result?.status) {
    case "stored":
      if (result.duplicate) return { id: result.id, status: "duplicate" };
      if (result.warnings.length === 0) return { id: result.id, status: "ok" };
      return { id: result.id, status: "warning", message: result.warnings.join(" ") };
    case "rejected":
      return { id, status: "drop", message: result.reason };
    case "failed":
      return { id, status: "retry", message: toFailureResponse([result.error]).message };
    case undefined:
      return { id, status: "retry", message: toFailureResponse([]).message };
  }
}

/** The response for a batch of which nothing was stored because every item failed; null for any other batch. */
export function toBatchError(results: readonly ItemResult[]): IngestError | null {
  const errors = getErrors(results);
  if (errors.length === 0 || errors.length < results.length) return null;

  const { httpStatus, message, retryAfterSeconds } = toFailureResponse(errors);
  return new IngestError(httpStatus, message, retryAfterSeconds);
}

/** The errors of failed items. */
export function getErrors(results: readonly ItemResult[]): unknown[] {
  return results.flatMap((result) => (result.status === "failed" ? [result.error] : []));
}
