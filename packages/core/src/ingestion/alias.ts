import { z } from "zod";
import type { ItemOf } from "./item.ts";
import { alias } from "../users/index.ts";
import { itemId, ownId, signature, time, userId } from "./item-fields.ts";
import { oneByOne } from "./item-handler.ts";

/** Says that an anonymous visitor was somebody all along. */
export const aliasItem = z.object({
  type: z.literal("alias"),
  id: itemId,
  userId,
  previousId: ownId.meta({ description: "The anonymous id that becomes this user's." }),
  timestamp: time.optional(),
  signature: signature.optional(),
});

/** Makes the anonymous visitor the user. */
export const ingestAlias = oneByOne<ItemOf<"alias">>(
  ({ fork }, { item: { userId, previousId }, isVerified }) =>
    alias(fork(), { userId, previousId, isVerified }),
);
