import type { ListeningState } from "@admin-events/client/query";

/** The state of a live listener. */
export interface Connection {
  state: ListeningState;
  /** Why the server rejected the listener. Null in other states. */
  error: Error | null;
}

export const CONNECTING: Connection = { state: "connecting", error: null };
