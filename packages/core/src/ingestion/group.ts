import { z } from "zod";
import type { ItemOf } from "./item.ts";
import { cleanMetadata } from "../events/index.ts";
import { describeGroup } from "../users/index.ts";
import { anonymousId, itemId, ownId, signature, time, traits, userId } from "./item-fields.ts";
import { oneByOne, timeOf } from "./item-handler.ts";

/** Says to which company, team or the like somebody belongs, and what is known about it. */
export const groupItem = z.object({
  type: z.literal("group"),
  id: itemId,
  groupType: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,49}$/, "must be a lowercase word like company")
    .meta({ description: "What kind of group, like company." }),
  groupId: ownId.meta({ description: "The application's own id of the group." }),
  traits: traits.nullish(),
  userId: userId.nullish(),
  anonymousId: anonymousId.nullish(),
  timestamp: time.optional(),
  signature: signature.optional(),
});

/** Stores what is known about a group. Who belongs to it, the person's events say. */
export const ingestGroup = oneByOne<ItemOf<"group">>(({ fork }, arrival) => {
  const { groupType, groupId, traits } = arrival.item;

  return describeGroup(fork(), {
    type: groupType,
    groupId,
    traits: cleanMetadata(traits, "traits"),
    at: timeOf(arrival),
    // A user's signature says nothing about a group.
    isVerified: arrival.sender.kind === "secret",
  });
});
