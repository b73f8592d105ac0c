import type { Delivery } from "./delivery/delivery.ts";
import type { AnalyticsOptions, Item, TrackingProblem } from "./types.ts";
import { uuidv7 } from "./uuid.ts";

/** What to capture. Its id and time are made here unless the caller has them. */
export type Captured = Omit<Item, "id" | "timestamp"> & { id?: string; timestamp?: Date };

/** Writes something down the moment it happens and hands it to the delivery; answers its id. Never throws. */
export type Capture = (captured: Captured) => string;

export interface CaptureParts extends Pick<AnalyticsOptions, "beforeSend"> {
  delivery: Pick<Delivery, "add">;
  report: (problem: TrackingProblem) => void;
}

export function createCapture({ delivery, report, beforeSend = (item) => item }: CaptureParts): Capture {
  return ({ type, id = uuidv7(), timestamp = new Date(), ...fields }) => {
    try {
      const item = beforeSend({ type, id, timestamp: timestamp.toISOString(), ...fields });
      if (!item) return id;

      const json = JSON.stringify(item);
      delivery.add({ id, json, bytes: new TextEncoder().encode(json).length });
    } catch (error) {
      report({
        code: "not_captured",
        message: `${fields.name ?? type} was not sent: ${String(error)}`,
        eventIds: [id],
      });
    }
    return id;
  };
}
