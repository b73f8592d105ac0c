import { TRPCError } from "@trpc/server";
import type { ApiContext } from "./context.ts";

/**
 * A filter of activities as far as the asker may see them: as it is for admins; for an end user with themselves as
 * the actor.
 *
 * @throws {TRPCError} FORBIDDEN for an end user who asks for somebody else's.
 */
export function ownEntriesOf<Filter extends { actor?: string }>(
  { actor }: ApiContext,
  filter: Filter,
): Filter {
  if (actor.kind !== "user") return filter;
  if (filter.actor !== undefined && filter.actor !== actor.id) {
    throw new TRPCError({ code: "FORBIDDEN", message: "You may read your own entries only." });
  }

  return { ...filter, actor: actor.id };
}
