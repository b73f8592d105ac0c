import { takeAlias } from "./alias.ts";
import { takeGroup } from "./group.ts";
import { takeIdentify } from "./identify.ts";
import type { Item, ItemOf, ItemType } from "./item.ts";
import type { Sender } from "./sender.ts";
import { isVerified } from "./sender.ts";
import type { Arrival, IntakeParts, ItemResult, Take } from "./taking.ts";
import { refusalOr } from "./taking.ts";
import { takeTrack } from "./track.ts";

/** Who sent a batch, and when by the sender's clock. */
export interface Sending {
  sender: Sender;
  sentAt?: string;
}

/** Stores the items of a batch and answers in their order; one that cannot be stored costs only itself. */
export type TakeIn = (items: readonly Item[], sending: Sending) => Promise<ItemResult[]>;

const takes: { [Type in ItemType]: Take<ItemOf<Type>> } = {
  track: takeTrack,
  identify: takeIdentify,
  alias: takeAlias,
  group: takeGroup,
};

/** The one way in for everything that applications send, whatever the door. */
export function createIntake(parts: IntakeParts): TakeIn {
  return async (items, { sender, sentAt }) => {
    const receivedAt = new Date();
    const arrivals = items.map((item) => arrivalOf(item, { sender, sentAt, receivedAt }));
    const types = new Set(items.map(({ type }) => type));
    const taken = await Promise.all([...types].map((type) => takeAll(parts, type, arrivals)));
    const results = new Map(taken.flat());

    return arrivals.map((arrival) => ("status" in arrival ? arrival : resultOf(results, arrival)));
  };
}

function arrivalOf(item: Item, sending: Omit<Arrival, "item" | "isVerified">): Arrival | ItemResult {
  try {
    return { item, isVerified: isVerified(sending.sender, item), ...sending };
  } catch (error) {
    return refusalOr(error);
  }
}

async function takeAll<Type extends ItemType>(
  parts: IntakeParts,
  type: Type,
  all: readonly (Arrival | ItemResult)[],
): Promise<[Arrival, ItemResult][]> {
  const arrivals = all.filter((arrival) => isOfType(arrival, type));
  const results = await takes[type](parts, arrivals);

  return arrivals.flatMap((arrival, place) => {
    const result = results[place];
    return result ? [[arrival, result]] : [];
  });
}

function isOfType<Type extends ItemType>(
  arrival: Arrival | ItemResult,
  type: Type,
): arrival is Arrival<ItemOf<Type>> {
  return "item" in arrival && arrival.item.type === type;
}

function resultOf(results: Map<Arrival, ItemResult>, arrival: Arrival): ItemResult {
  return results.get(arrival) ?? { status: "failed", error: new Error("An item was not answered.") };
}
