import type { EntityManager } from "@admin-events/db";
import type { EventRules, EventTime, IdCaches, Ingest } from "../events/index.ts";
import { assertPublicAge, resolveEventTime } from "../events/index.ts";
import type { ItemResult } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { Item } from "./item.ts";
import type { Sender } from "./sender.ts";

export interface IngestionDeps {
  ingest: Ingest;
  idCaches: IdCaches;
  fork: () => EntityManager;
  rules: Pick<EventRules, "timeZone" | "redactor">;
  /** How many groups public keys may add within 24 hours. Default 1,000. */
  maxPublicGroupsPerDay?: number;
}

/** Details of the connection that the items came from, stored with page views. */
export interface ClientInfo {
  /** The IP address. Only its network is stored. */
  ip: string | null;
  /** The User-Agent header. Only browser, operating system and device type are stored. */
  userAgent: string | null;
}

export interface ReceivedItem<One extends Item = Item> {
  item: One;
  sender: Sender;
  /** Whether the sender proves what the item says. */
  isVerified: boolean;
  sentAt: string | undefined;
  from: ClientInfo | undefined;
  receivedAt: Date;
  /** IANA zone of times without an offset. */
  timeZone: string;
}

/** Stores items of one type. Returns results in their order; never throws. */
export type ItemHandler<One extends Item> = (
  deps: IngestionDeps,
  received: readonly ReceivedItem<One>[],
) => Promise<ItemResult[]>;

/** Creates a handler that stores items one after the other. `store` returns warnings, or throws. `at` is the item's time. */
export function oneByOne<One extends Item>(
  store: (deps: IngestionDeps, received: ReceivedItem<One>, at: Date) => Promise<string[]>,
): ItemHandler<One> {
  return async (deps, received) => {
    const results: ItemResult[] = [];
    for (const one of received) {
      try {
        const { time, warnings } = resolveItemTime(one);
        const others = await store(deps, one, time);
        results.push({
          status: "stored",
          id: one.item.id ?? "",
          duplicate: false,
          warnings: [...warnings, ...others],
        });
      } catch (error) {
        results.push(toItemResult(error));
      }
    }

    return results;
  };
}

/** By the sender's corrected clock. @throws {ValidationError} if it is not valid, or older than a public key may send. */
export function resolveItemTime({
  item: { timestamp },
  sender,
  sentAt,
  receivedAt,
  timeZone,
}: ReceivedItem): EventTime {
  const resolved = resolveEventTime({ timestamp, sentAt, receivedAt, timeZone });
  if (sender.kind === "public") assertPublicAge(resolved.time, receivedAt);

  return resolved;
}
