import { z } from "zod";
import { cleanMetadata } from "../events/index.ts";
import { describeGroup } from "../users/index.ts";
import type { ItemOf } from "./item.ts";
import { anonymousId, itemId, optionalUserId, ownId, signature, time, properties } from "./item-fields.ts";
import { oneByOne } from "./item-handler.ts";

export const groupItem = z.object({
  type: z.literal("group"),
  id: itemId,
  groupType: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,49}$/, "must be a lowercase word like company")
    .meta({ description: "The kind of group, like company." }),
  groupId: ownId.meta({ description: "The application's own id of the group." }),
  traits: properties.nullish(),
  userId: optionalUserId,
  anonymousId,
  timestamp: time.optional(),
  signature: signature.optional(),
});

/** Stores the traits of a group. Its members are known from their events. */
export const ingestGroup = oneByOne<ItemOf<"group">>(async (deps, received, at) => {
  const { fork, rules, maxPublicGroupsPerDay } = deps;
  const { groupType, groupId, traits } = received.item;
  const cleaned = cleanMetadata(traits, { field: "traits", redactor: rules.redactor });

  const warnings = await describeGroup(fork(), {
    type: groupType,
    groupId,
    traits: cleaned.metadata,
    at,
    // A user's signature proves nothing about a group.
    isVerified: received.sender.kind === "secret",
    maxUnverifiedPerDay: maxPublicGroupsPerDay,
  });

  return [...cleaned.warnings, ...warnings];
});
