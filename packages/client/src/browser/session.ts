import { uuidv7 } from "../uuid.ts";
import type { Store } from "../delivery/store.ts";

/** Half an hour. */
const idleMs = 1_800_000;
/** A day. */
const longestMs = 86_400_000;

/**
 * The id of the session that goes on, or of a new one: after half an hour without anything captured, or 24 hours.
 * Asking counts as activity. Tabs that share a store share the session.
 */
export function sessionId(store: Store): string {
  const nowMs = Date.now();
  const [id, startedAt, activeAt] = (store.read("v.session") ?? "").split(" ");
  const goesOn = id && nowMs - Number(activeAt) < idleMs && nowMs - Number(startedAt) < longestMs;

  const [current, since] = goesOn ? [id, startedAt] : [uuidv7(), nowMs];
  store.write("v.session", `${current} ${since} ${nowMs}`);

  return current;
}
