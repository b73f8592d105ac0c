import type { Delivery } from "./delivery.ts";
import type { Analytics, TrackingProblem, TrackOptions } from "./types.ts";
import { uuidv7 } from "./uuid.ts";

/** `track` and `identify` over a delivery: what is known about an event is written down the moment it happens. */
export function createTracker<C>(
  delivery: Delivery,
  report: (problem: TrackingProblem) => void,
): Pick<Analytics<C>, "track" | "identify"> {
  let identified: string | null = null;

  return {
    track(name, ...[metadata, options = {}]: [metadata?: unknown, options?: TrackOptions]) {
      const { id = uuidv7(), timestamp = new Date(), userId = identified } = options;

      try {
        const json = JSON.stringify({
          id,
          name,
          userId: userId ?? undefined,
          timestamp: timestamp.toISOString(),
          metadata,
        });
        delivery.add({ id, json, bytes: new TextEncoder().encode(json).length });
      } catch (error) {
        report({ code: "not_json", message: `${name} was not sent: ${String(error)}`, eventIds: [id] });
      }
      return id;
    },

    identify(userId) {
      identified = userId;
    },
  };
}
