import type { events as catalog } from "@admin-events/catalog";
import type { Events } from "@admin-events/core/events";
import { User } from "@admin-events/db";
import type { EntityManager } from "@admin-events/db";
import { randomUUID } from "node:crypto";
import { findCustomer } from "./find-customer.ts";
import { lockEmail } from "./lock-email.ts";
import type { Plan } from "./traits.ts";

export interface Registration {
  email: string;
  name: string;
  plan: Plan;
  /** Where the person heard of the shop. */
  source?: string;
}

/** Somebody has an account under this address already. */
export class EmailTaken extends Error {
  override readonly name = "EmailTaken";
}

/**
 * Creates an account that is not confirmed yet. The account and the event `user.signed_up` are one transaction: both
 * are stored or neither is.
 *
 * @throws {EmailTaken}
 */
export async function registerUser(
  em: EntityManager,
  events: Pick<Events<typeof catalog>, "track">,
  { email, name, plan, source }: Registration,
): Promise<User> {
  return em.transactional(async (em) => {
    await lockEmail(em, email);
    if (await findCustomer(em, email)) throw new EmailTaken(`${email} has an account already.`);

    const user = em.create(User, {
      externalId: randomUUID(),
      email,
      name,
      traits: { plan, signIns: 0 },
      isVerified: true,
      confirmedAt: null,
      createdAt: new Date(),
    });
    await em.flush();

    await events.track(em, "user.signed_up", { userId: user.externalId, metadata: { plan, source } });

    return user;
  });
}
