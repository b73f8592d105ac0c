import { User } from "@admin-events/db";
import { expect, test, vi } from "vitest";
import { openEvents } from "../testing/open-events.ts";
import { EmailTaken, registerUser } from "./register-user.ts";

const ann = { email: "ann@example.com", name: "Ann", plan: "club", source: "friend" } as const;

test("registering answers the new user, who is not confirmed yet", async () => {
  await using shop = await openEvents();

  const user = await registerUser(shop.orm.em.fork(), shop.events, ann);

  expect(user).toMatchObject({
    email: "ann@example.com",
    name: "Ann",
    confirmedAt: null,
    traits: { plan: "club", signIns: 0 },
  });
  expect(await shop.orm.em.fork().findOne(User, { externalId: user.externalId })).toMatchObject({
    name: "Ann",
  });
});

test("the sign-up is tracked with the user", async () => {
  await using shop = await openEvents();

  const user = await registerUser(shop.orm.em.fork(), shop.events, ann);

  expect(await shop.stored()).toEqual([
    { name: "user.signed_up", userId: user.externalId, metadata: { plan: "club", source: "friend" } },
  ]);
});

test("an error after tracking leaves neither the user nor the event", async () => {
  await using shop = await openEvents();
  const em = shop.orm.em.fork();

  const registering = em.transactional(async (em) => {
    await registerUser(em, shop.events, ann);
    throw new Error("the payment failed");
  });

  await expect(registering).rejects.toThrow("the payment failed");
  expect(await shop.orm.em.fork().count(User)).toBe(0);
  expect(await shop.stored()).toEqual([]);
});

test("an event that is refused takes the user with it", async () => {
  await using shop = await openEvents();
  const plan = "gold" as "club";

  await expect(registerUser(shop.orm.em.fork(), shop.events, { ...ann, plan })).rejects.toThrow();

  expect(await shop.orm.em.fork().count(User)).toBe(0);
  expect(await shop.stored()).toEqual([]);
});

test("an address gets one account, also when two register at the same moment", async () => {
  await using shop = await openEvents();

  const results = await Promise.allSettled([
    registerUser(shop.orm.em.fork(), shop.events, ann),
    registerUser(shop.orm.em.fork(), shop.events, { ...ann, name: "Another Ann" }),
  ]);

  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(results.find(({ status }) => status === "rejected")).toMatchObject({
    reason: expect.any(EmailTaken) as EmailTaken,
  });
  await vi.waitFor(async () => expect(await shop.stored()).toHaveLength(1));
});
