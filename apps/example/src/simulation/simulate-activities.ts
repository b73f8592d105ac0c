import type { SimulatedEvent } from "./diary.ts";
import { createRandom } from "./random.ts";

/** An entry of the activity log, as the shop would have written it when it changed a customer. */
export interface SimulatedActivity extends SimulatedEvent {
  userId: string;
  actorRole: string;
  resourceType: string;
  resourceId: string;
  targetId: string;
  module: string;
  mode: string;
}

/** What the shop's log holds of a year's events: each change of a plan. The same events make the same entries. */
export function simulateActivities(events: readonly SimulatedEvent[]): SimulatedActivity[] {
  return events.flatMap(({ id, name, userId, timestamp, metadata }) => {
    if (name !== "plan.changed" || userId === null) return [];

    return [
      {
        id: createRandom(`activity/${id}`).idAt(timestamp.getTime()),
        name: "user.updated",
        userId,
        timestamp,
        sessionId: null,
        actorRole: "user",
        resourceType: "user",
        resourceId: userId,
        targetId: userId,
        module: "shop",
        mode: "auto",
        metadata: { "traits.plan_from": metadata.from, "traits.plan_to": metadata.to },
      },
    ];
  });
}
