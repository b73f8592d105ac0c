import { TRPCError } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { withInstants } from "./with-instants.ts";

/**
 * A filter of activities as far as the asker may see them: as it is for admins; for an end user with themselves as
 * the actor.
 *
 * @throws {TRPCError} FORBIDDEN for an end user who asks for somebody else's.
 */
export function restrictToOwnEntries<Filter extends { actor?: string; since?: string; until?: string }>(
  ctx: ApiContext,
  filter: Filter,
): Filter {
  const { actor } = ctx;
  if (actor.kind !== "user") return withInstants(ctx, filter);
  if (filter.actor !== undefined && filter.actor !== actor.id) {
    throw new TRPCError({ code: "FORBIDDEN", message: "You may read your own entries only." });
  }

  return { ...withInstants(ctx, filter), actor: actor.id };
}
