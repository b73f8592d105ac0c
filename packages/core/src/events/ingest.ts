import type { EventDetails, TrackedEvent } from "./event.ts";
import type { HandlerNotifier } from "./handlers/notify-handlers.ts";
import type { EventRules, PreparedEvent } from "./preparing/prepare-event.ts";
import { prepareEvent } from "./preparing/prepare-event.ts";
import type { StoreResult } from "./storing/store-events.ts";
import type { Writer } from "./storing/writer.ts";
import { ValidationError } from "../errors.ts";

/** An event as a sender names it. */
export interface SentEvent extends EventDetails {
  name: string;
  /** Whether a page named the person without proof. */
  isUnverified?: boolean;
}

/** What became of one event of a batch. */
export type IngestResult =
  | ({ status: "stored" } & TrackedEvent)
  | { status: "rejected"; path: string | null; reason: string }
  | { status: "failed"; error: unknown };

/** Stores a batch; one event that cannot be stored costs only itself. Answers in the order of the events. */
export type Ingest = (events: readonly SentEvent[]) => Promise<IngestResult[]>;

export function createIngest(rules: EventRules, writer: Writer, notifier: HandlerNotifier): Ingest {
  async function ingestOne(sent: SentEvent, receivedAt: Date): Promise<IngestResult> {
    try {
      const { isUnverified } = sent;
      const event = { ...prepareEvent(rules, sent.name, sent, receivedAt), isUnverified };
      return answerFor(sent, event, await writer.write(event));
    } catch (error) {
      if (error instanceof ValidationError)
        return { status: "rejected", path: error.path, reason: error.message };
      return { status: "failed", error };
    }
  }

  return async (events) => {
    const receivedAt = new Date();
    const results = await Promise.all(events.map((event) => ingestOne(event, receivedAt)));
    const added = results
      .filter((result) => result.status === "stored")
      .filter(({ duplicate }) => !duplicate);
    notifier.notify(added.map(({ id, name }) => ({ id: id.toLowerCase(), name })));

    return results;
  };
}

/** The id is answered as it was sent, so that the sender knows it again. */
function answerFor(
  sent: SentEvent,
  { id, name, warnings }: PreparedEvent,
  result: StoreResult,
): IngestResult {
  if (result.status === "failed") return result;
  if (result.status === "rejected")
    return { status: "rejected", path: "event", reason: `event: ${result.reason}` };

  return { status: "stored", id: sent.id ?? id, name, warnings, duplicate: result.status === "duplicate" };
}
