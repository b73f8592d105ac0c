import type { IngestResult } from "@admin-events/core/events";
import { WriterOverloaded } from "@admin-events/core/events";
import type { Batch } from "./read-batch.ts";
import { isSentEvent } from "./read-batch.ts";
import { Refusal } from "./refusal.ts";

/** What became of one event, as its sender is told. Only `retry` should be sent again. */
export interface EventAnswer {
  /** Null for something without an id. */
  id: string | null;
  status: "ok" | "duplicate" | "warning" | "drop" | "retry";
  message?: string;
}

/** The answers for a batch, in the order sent. `results` are those of its events that could be read, in the same order. */
export function answersFor(batch: Batch["events"], results: readonly IngestResult[]): EventAnswer[] {
  const readable = batch.filter(isSentEvent);
  const resultOf = new Map(readable.map((event, place) => [event, results[place]]));

  return batch.map((event) =>
    isSentEvent(event)
      ? answerFor(event.id ?? null, resultOf.get(event))
      : { id: event.id, status: "drop", message: event.problem },
  );
}

function answerFor(id: string | null, result: IngestResult | undefined): EventAnswer {
  switch (result?.status) {
    case "stored":
      if (result.duplicate) return { id: result.id, status: "duplicate" };
      if (result.warnings.length === 0) return { id: result.id, status: "ok" };
      return { id: result.id, status: "warning", message: result.warnings.join(" ") };
    case "refused":
      return { id, status: "drop", message: result.reason };
    case "failed":
    case undefined:
      return { id, status: "retry", message: "The event could not be stored just now. Send it again." };
  }
}

/** Why a batch of which not one event was stored should be sent again as a whole; null for any other batch. */
export function refusalFor(results: readonly IngestResult[]): Refusal | null {
  const errors = errorsOf(results);
  if (errors.length === 0 || errors.length < results.length) return null;

  const overload = errors.find((error) => error instanceof WriterOverloaded);
  return overload
    ? new Refusal(429, "Too many events at once. Send them again in a moment.", overload.retryAfter)
    : new Refusal(503, "The events cannot be stored just now. Send them again in a moment.", 5);
}

/** Why events could not be stored just now. */
export function errorsOf(results: readonly IngestResult[]): unknown[] {
  return results.flatMap((result) => (result.status === "failed" ? [result.error] : []));
}
