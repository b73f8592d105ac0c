import { z } from "zod";
import { alias } from "../users/index.ts";
import type { ItemOf } from "./item.ts";
import { itemId, ownId, signature, time, userId } from "./item-fields.ts";
import { oneByOne } from "./item-handler.ts";

export const aliasItem = z.object({
  type: z.literal("alias"),
  id: itemId,
  userId,
  previousId: ownId.meta({ description: "The anonymous id that becomes this user's." }),
  timestamp: time.optional(),
  signature: signature.optional(),
});

export const ingestAlias = oneByOne<ItemOf<"alias">>(({ fork }, received, at) => {
  const { userId, previousId } = received.item;

  return alias(fork(), {
    userId,
    previousId,
    at,
    isVerified: received.isVerified,
  });
});
