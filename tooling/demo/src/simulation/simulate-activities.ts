import type { SimulatedEvent } from "./event-recorder.ts";
import { createRandom } from "./random.ts";

export interface SimulatedActivity extends SimulatedEvent {
  userId: string;
  actorRole: string;
  resourceType: string;
  resourceId: string;
  targetId: string;
  module: string;
  mode: string;
  /** The fields whose `…_from` and `…_to` in the metadata are changes. */
  changedFields: readonly string[];
}

/** The entries of the activity log that belong to events: one for each change of a plan. Deterministic. */
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
        metadata: { plan_from: metadata.from, plan_to: metadata.to },
        changedFields: ["plan"],
      },
    ];
  });
}
