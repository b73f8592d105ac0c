import type { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import type { TrackedEntity } from "@admin-events/core/activity";
import { trackChanges } from "@admin-events/core/activity";
import type { Events } from "@admin-events/core/events";
import { identify } from "@admin-events/core/users";
import type { EntityManager } from "@admin-events/db";
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Plan } from "./tables.ts";
import { Customer } from "./tables.ts";

type ShopEvents = Pick<Events<typeof catalog>, "track">;

export interface Registration {
  email: string;
  name: string;
  plan: Plan;
  source?: string;
}

/** Every update of a customer goes to the activity log with its old and new values, in the same transaction. */
export const trackedEntities: readonly TrackedEntity[] = [
  trackChanges(Customer, {
    resourceType: "user",
    target: ({ id }) => id,
    module: "shop",
    skip: ["id", "signIns", "createdAt"],
    redact: ["email", "name"],
  }),
];

/**
 * Stores a new customer, then tracks `user.signed_up` after the commit: a sign-up never fails because of its event. The other
 * way, where the change and its event are one transaction, is `placeOrder`.
 *
 * @returns the existing customer if the email address is registered.
 */
export async function registerCustomer(
  em: EntityManager,
  events: ShopEvents,
  log: Logger,
  { source, ...details }: Registration,
): Promise<Customer> {
  const existing = await em.findOne(Customer, { email: details.email });
  if (existing) return existing;

  const id = randomUUID();
  // `insert` bypasses `watchChanges`, whose log entry would be part of this transaction.
  await em.insert(Customer, { ...details, id, signIns: 0, confirmedAt: null, createdAt: new Date() });
  const customer = await em.findOneOrFail(Customer, id);

  // Before the event, so that feed and handlers know the person.
  const person = {
    userId: customer.id,
    anonymousId: null,
    traits: details,
    at: new Date(),
    isVerified: true,
  };
  await identify(em.fork(), person).catch((error: unknown) =>
    log.error({ error }, "The customer could not be identified."),
  );

  // Without an entity manager, `track` never throws: it logs the error and returns null.
  await events.track("user.signed_up", { userId: customer.id, metadata: { plan: details.plan, source } });

  return customer;
}

/**
 * Signs a customer in with a link that was made for their sign-in number `signIns`. The first sign-in confirms the email
 * address. The confirmation and `user.confirmed` are one transaction.
 *
 * @returns null if the link was already used or the customer does not exist.
 */
export async function signIn(
  em: EntityManager,
  events: ShopEvents,
  { id, signIns }: Pick<Customer, "id" | "signIns">,
): Promise<Customer | null> {
  return em.transactional(async (em) => {
    // Of two simultaneous attempts with one link, only one finds the old number.
    const updated = await em.nativeUpdate(Customer, { id, signIns }, { signIns: signIns + 1 });
    if (updated === 0) return null;

    const customer = await em.findOneOrFail(Customer, id);
    if (customer.confirmedAt === null) {
      customer.confirmedAt = new Date();
      await em.flush();
      const hours = (customer.confirmedAt.getTime() - customer.createdAt.getTime()) / 3_600_000;
      await events.track(em, "user.confirmed", {
        userId: id,
        metadata: { hoursToConfirm: Math.max(0, Math.round(hours * 100) / 100) },
      });
    }
    return customer;
  });
}
