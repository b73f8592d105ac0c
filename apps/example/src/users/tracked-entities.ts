import type { TrackedEntity } from "@admin-events/core/activity";
import { trackChanges } from "@admin-events/core/activity";
import { User } from "@admin-events/db";

/** What the shop keeps a log of: every change of a customer, without what identifies them. */
export const trackedEntities: readonly TrackedEntity[] = [
  trackChanges(User, {
    resourceType: "user",
    resourceId: ({ externalId }) => externalId,
    target: ({ externalId }) => externalId,
    module: "shop",
    skip: ["id", "externalId", "createdAt", "traits.signIns"],
    redact: ["email", "name"],
  }),
];
