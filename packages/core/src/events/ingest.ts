import type { ItemResult } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { HandlerNotifier } from "./handlers/notify-handlers.ts";
import type { EventRules, InternalDetails, PreparedEvent } from "./preparing/prepare-event.ts";
import { prepareEvent } from "./preparing/prepare-event.ts";
import type { Writer } from "./storing/writer.ts";

export interface SentEvent extends InternalDetails {
  name: string;
  /** Whether a browser named the user without a signature. */
  isUnverified?: boolean;
}

/** Stores events independently of each other and returns results in their order. Never throws. */
export type Ingest = (events: readonly SentEvent[]) => Promise<ItemResult[]>;

export function createIngest(rules: EventRules, writer: Writer, notifier: HandlerNotifier): Ingest {
  function prepare(sent: SentEvent, receivedAt: Date): PreparedEvent | ItemResult {
    try {
      return { ...prepareEvent(rules, sent.name, sent, receivedAt), isUnverified: sent.isUnverified };
    } catch (error) {
      return toItemResult(error);
    }
  }

  return async (events) => {
    const receivedAt = new Date();
    const prepared = events.map((event) => prepare(event, receivedAt));
    const results = await Promise.all(
      prepared.map(async (one) => ("status" in one ? one : writer.write(one))),
    );

    notifier.notify(
      prepared.filter((one, index): one is PreparedEvent => "name" in one && isNew(results[index])),
    );

    return results.map((result, index) => withSentId(result, events[index]?.id));
  };
}

function isNew(result: ItemResult | undefined): boolean {
  return result?.status === "stored" && !result.duplicate;
}

/** Ids are stored in lowercase; the sender must recognize its own spelling. */
function withSentId(result: ItemResult, sentId: string | undefined): ItemResult {
  return result.status === "stored" && sentId !== undefined && sentId !== result.id
    ? { ...result, id: sentId }
    : result;
}
