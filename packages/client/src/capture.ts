import { attempt } from "./attempt.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { Reporter } from "./delivery/reporter.ts";
import { serialize } from "./serialize.ts";
import type { AnalyticsOptions, Item } from "./types.ts";
import { uuidv7 } from "./uuid.ts";

/** The fields of an item. Without an id or a timestamp, new ones are created. */
type ItemFields = Omit<Item, "id" | "timestamp"> & { id?: string; timestamp?: Date };

/** Serializes an item and passes it to the delivery. Returns its id. Never throws. */
export type Capture = (fields: ItemFields) => string;

export interface CaptureDeps extends Pick<AnalyticsOptions, "beforeSend">, Reporter {
  delivery: Pick<Delivery, "add">;
  /** Whether to capture an item. Default: always. */
  canCapture?: (id: string) => boolean;
}

export function createCapture(deps: CaptureDeps): Capture {
  const { delivery, report, log, canCapture = () => true, beforeSend = (item) => item } = deps;

  return ({ type, id = uuidv7(), timestamp = new Date(), ...fields }) => {
    try {
      const item = canCapture(id) && beforeSend({ type, id, timestamp: timestamp.toISOString(), ...fields });
      log?.(item ? "captured" : "dropped", item || fields);
      if (!item) return id;

      const { json, isIncomplete } = serialize(item);
      delivery.add({ id, json, bytes: getByteLength(json) });
      if (isIncomplete)
        report({
          code: "warning",
          message: "Values that contain themselves or cannot be read were left out. Send plain objects.",
          eventIds: [id],
        });
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

/** Size in UTF-8. Without `TextEncoder`, the largest possible size. */
function getByteLength(text: string): number {
  return attempt(() => new TextEncoder().encode(text).length) ?? text.length * 3;
}
