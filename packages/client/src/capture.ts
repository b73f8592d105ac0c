import type { Delivery } from "./delivery/delivery.ts";
import type { Report } from "./delivery/report.ts";
import type { AnalyticsOptions, Item } from "./types.ts";
import { uuidv7 } from "./uuid.ts";

/** What to capture. Its id and time are made here unless the caller has them. */
type Captured = Omit<Item, "id" | "timestamp"> & { id?: string; timestamp?: Date };

/** Writes something down the moment it happens and hands it to the delivery; answers its id. Never throws. */
export type Capture = (captured: Captured) => string;

export interface CaptureParts extends Pick<AnalyticsOptions, "beforeSend"> {
  delivery: Pick<Delivery, "add">;
  report: Report["report"];
  say: Report["say"];
  /** Whether this is captured at all. Default: yes. */
  isWanted?: (id: string) => boolean;
}

export function createCapture(parts: CaptureParts): Capture {
  const { delivery, report, say, isWanted = () => true, beforeSend = (item) => item } = parts;

  return ({ type, id = uuidv7(), timestamp = new Date(), ...fields }) => {
    try {
      const item = isWanted(id) && beforeSend({ type, id, timestamp: timestamp.toISOString(), ...fields });
      say?.(item ? "captured" : "dropped", item || fields);
      if (!item) return id;

      const json = JSON.stringify(item);
      delivery.add({ id, json, bytes: new TextEncoder().encode(json).length });
    } catch (error) {
      report({
        code: "not_captured",
        message: `Not captured: ${String(error)}`,
        eventIds: [id],
      });
    }
    return id;
  };
}
