import type { events as catalog } from "@admin-events/catalog";
import type { Events } from "@admin-events/core/events";
import { User } from "@admin-events/db";
import type { EntityManager } from "@admin-events/db";
import type { MagicLink } from "./magic-link.ts";
import { changeTraits, traitsOf } from "./traits.ts";
import { tables } from "@admin-events/db";

const hour = 3_600_000;

/**
 * Signs the user of the link in; null when the link was used already or the user is gone. The first link a user clicks
 * confirms their address, and only that one tracks `user.confirmed`, in the same transaction.
 */
export async function signInByMagicLink(
  em: EntityManager,
  events: Pick<Events<typeof catalog>, "track">,
  { userId, signIns }: MagicLink,
): Promise<User | null> {
  return em.transactional(async (em) => {
    // Of two clicks on one link at the same time, the second waits here and then finds it used.
    await em.execute("select 1 from ${tables.users} where external_id = ? for update", [userId]);
    const user = await em.findOne(User, { externalId: userId }, { refresh: true });
    if (!user || traitsOf(user).signIns !== signIns) return null;

    changeTraits(user, { signIns: signIns + 1 });

    if (user.confirmedAt === null) {
      user.confirmedAt = new Date();
      await em.flush();
      await events.track(em, "user.confirmed", {
        userId,
        metadata: { hoursToConfirm: hoursBetween(user.createdAt, user.confirmedAt) },
      });
    }
    return user;
  });
}

function hoursBetween(start: Date, end: Date): number {
  return Math.max(0, Math.round(((end.getTime() - start.getTime()) / hour) * 100) / 100);
}
