import { ingestAlias } from "./alias.ts";
import { ingestGroup } from "./group.ts";
import { ingestIdentify } from "./identify.ts";
import type { Item, ItemOf, ItemType } from "./item.ts";
import type { Sender } from "./sender.ts";
import { isVerified } from "./sender.ts";
import type { Arrival, IngestionDeps, ItemResult, Take, ClientInfo } from "./item-handler.ts";
import { toItemResult } from "./item-handler.ts";
import { ingestRequests } from "./request.ts";
import { ingestTracks } from "./track.ts";
import { ingestVisits } from "./visits.ts";

/** Who sent a batch, and when by the sender's clock. */
export interface Sending {
  sender: Sender;
  sentAt?: string;
  from?: ClientInfo;
}

/** Stores the items of a batch and answers in their order; one that cannot be stored costs only itself. */
export type IngestItems = (items: readonly Item[], sending: Sending) => Promise<ItemResult[]>;

const takes: { [Type in ItemType]: Take<ItemOf<Type>> } = {
  track: ingestTracks,
  identify: ingestIdentify,
  alias: ingestAlias,
  group: ingestGroup,
  page: ingestVisits,
  heartbeat: ingestVisits,
  request: ingestRequests,
};

/** The one way in for everything that applications send, whatever the door. */
export function createIngestion(parts: IngestionDeps): IngestItems {
  return async (items, { sender, sentAt, from }) => {
    const receivedAt = new Date();
    const arrivals = items.map((item) => arrivalOf(item, { sender, sentAt, from, receivedAt }));
    // Types that are taken together, like a page view and the heartbeat about it, keep their order.
    const ways = new Set(items.map(({ type }) => takes[type] as Take<Item>));
    const taken = await Promise.all([...ways].map((take) => ingestAll(parts, take, arrivals)));
    const results = new Map(taken.flat());

    return arrivals.map((arrival) => ("status" in arrival ? arrival : resultOf(results, arrival)));
  };
}

function arrivalOf(item: Item, sending: Omit<Arrival, "item" | "isVerified">): Arrival | ItemResult {
  try {
    return { item, isVerified: isVerified(sending.sender, item), ...sending };
  } catch (error) {
    return toItemResult(error);
  }
}

async function ingestAll(
  parts: IngestionDeps,
  take: Take<Item>,
  all: readonly (Arrival | ItemResult)[],
): Promise<[Arrival, ItemResult][]> {
  const arrivals = all.filter((one): one is Arrival => "item" in one && takes[one.item.type] === take);
  const results = await take(parts, arrivals);

  return arrivals.flatMap((arrival, place) => {
    const result = results[place];
    return result ? [[arrival, result]] : [];
  });
}

function resultOf(results: Map<Arrival, ItemResult>, arrival: Arrival): ItemResult {
  return results.get(arrival) ?? { status: "failed", error: new Error("An item was not answered.") };
}
