import { z } from "zod";
import { cleanMetadata } from "../events/index.ts";
import { identify } from "../users/index.ts";
import type { ItemOf } from "./item.ts";
import { anonymousId, itemId, signature, time, properties, userId } from "./item-fields.ts";
import { oneByOne } from "./item-handler.ts";

export const identifyItem = z.object({
  type: z.literal("identify"),
  id: itemId,
  userId,
  anonymousId,
  traits: properties.nullish().meta({ description: "email, name and any other properties of the person." }),
  timestamp: time.optional(),
  signature: signature.optional(),
});

export const ingestIdentify = oneByOne<ItemOf<"identify">>(async ({ fork, rules }, received, at) => {
  const { userId, anonymousId, traits } = received.item;
  const cleaned = cleanMetadata(traits, { field: "traits", redactor: rules.redactor });

  const warnings = await identify(fork(), {
    userId,
    anonymousId: anonymousId ?? null,
    traits: cleaned.metadata,
    at,
    isVerified: received.isVerified,
  });

  return [...cleaned.warnings, ...warnings];
});
