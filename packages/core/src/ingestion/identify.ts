import { z } from "zod";
import type { ItemOf } from "./item.ts";
import { cleanMetadata } from "../events/index.ts";
import { identify } from "../users/index.ts";
import { anonymousId, itemId, signature, time, traits, userId } from "./item-fields.ts";
import { oneByOne, timeOf } from "./item-handler.ts";

/** Says who somebody is. */
export const identifyItem = z.object({
  type: z.literal("identify"),
  id: itemId,
  userId,
  anonymousId: anonymousId.nullish(),
  traits: traits.nullish().meta({ description: "email and name, and whatever else is known." }),
  timestamp: time.optional(),
  signature: signature.optional(),
});

/** Stores what is known about a person, and makes the anonymous visitor theirs. */
export const ingestIdentify = oneByOne<ItemOf<"identify">>(({ fork }, arrival) => {
  const { userId, anonymousId, traits } = arrival.item;

  return identify(fork(), {
    userId,
    anonymousId: anonymousId ?? null,
    traits: cleanMetadata(traits, "traits"),
    at: timeOf(arrival),
    isVerified: arrival.isVerified,
  });
});
