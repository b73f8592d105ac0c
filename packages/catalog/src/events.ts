import { defineEvents } from "./define-events.ts";
import { shopEvents } from "./shop-events.ts";

/**
 * Your events; at first, those of the example shop. Replace them with your own: types, feed, charts, filters and the dashboard follow.
 */
export const events = defineEvents({
  ...shopEvents,
});
