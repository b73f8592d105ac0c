import { mapInTurns } from "../background/index.ts";
import type { ItemResult } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { HandlerNotifier } from "./handlers/notify-handlers.ts";
import type { EventRules, InternalDetails, PreparedEvent } from "./preparing/prepare-event.ts";
import { prepareEvent } from "./preparing/prepare-event.ts";
import { assertPublicAge } from "./preparing/public-items.ts";
import type { AdmitNames } from "./storing/admit-names.sql.ts";
import type { Writer } from "./storing/writer.ts";

export interface SentEvent extends InternalDetails {
  name: string;
  /** Whether a public key sent it without the user's signature. */
  isUnverified?: boolean;
  /** Whether a public key sent it: new names are then limited, and so is its time. */
  isPublic?: boolean;
}

/** Stores events independently of each other and returns results in their order. Never throws. */
export type Ingest = (events: readonly SentEvent[]) => Promise<ItemResult[]>;

interface IngestDeps {
  rules: EventRules;
  writer: Writer;
  notifier: HandlerNotifier;
  admitNames: AdmitNames;
}

export function createIngest({ rules, writer, notifier, admitNames }: IngestDeps): Ingest {
  function prepare(sent: SentEvent, receivedAt: Date): PreparedEvent | ItemResult {
    try {
      const event = prepareEvent(rules, sent.name, sent, receivedAt);
      if (sent.isPublic) assertPublicAge(event.occurredAt, receivedAt);

      event.isUnverified = sent.isUnverified;
      return event;
    } catch (error) {
      return toItemResult(error);
    }
  }

  /** Rejects events of public keys whose names are new and too many. */
  async function limitNames(
    events: readonly SentEvent[],
    prepared: readonly (PreparedEvent | ItemResult)[],
  ): Promise<readonly (PreparedEvent | ItemResult)[]> {
    const publicNames = prepared.flatMap((one, index) =>
      "name" in one && events[index]?.isPublic ? one.name : [],
    );
    if (publicNames.length === 0) return prepared;

    try {
      const rejection = await admitNames(publicNames);
      return prepared.map((one, index) => {
        const error = "name" in one && events[index]?.isPublic ? rejection(one.name) : null;
        return error ? toItemResult(error) : one;
      });
    } catch (error) {
      return prepared.map((one, index) =>
        "name" in one && events[index]?.isPublic ? { status: "failed", error } : one,
      );
    }
  }

  return async (events) => {
    const receivedAt = new Date();
    const prepared = await limitNames(
      events,
      await mapInTurns(events, (event) => prepare(event, receivedAt)),
    );
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
  return result.status === "stored" && sentId && sentId !== result.id ? { ...result, id: sentId } : result;
}
