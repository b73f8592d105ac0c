import type { Identity, IdentityOptions } from "./types.ts";

/** Keeps the identity of the current user. */
export interface IdentityStore {
  getIdentity: () => Identity;
  /** Sets the current user. `null` clears it. */
  setUser(userId: string | null, options: IdentityOptions): void;
  /** Adds the current user to a group. Later events carry it as `groups` in their metadata. */
  setGroup(groupType: string, groupId: string): void;
  /** Metadata of every event, with a lower priority than the event's own. */
  getMetadata?(): Record<string, unknown>;
}
