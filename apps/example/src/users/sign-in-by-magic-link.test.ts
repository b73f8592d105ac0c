import { User } from "@admin-events/db";
import { expect, test } from "vitest";
import { openEvents } from "../testing/open-events.ts";
import type { MagicLink } from "./magic-link.ts";
import { magicToken, readMagicToken } from "./magic-link.ts";
import { registerUser } from "./register-user.ts";
import { signInByMagicLink } from "./sign-in-by-magic-link.ts";

const ann = { email: "ann@example.com", name: "Ann", plan: "free" } as const;

test("an unconfirmed user who clicks the link is confirmed, and that is tracked", async () => {
  await using shop = await openEvents();
  const { externalId } = await registerUser(shop.orm.em.fork(), shop.events, ann);

  const user = await signInByMagicLink(shop.orm.em.fork(), shop.events, await linkFor(shop, externalId));

  expect(user?.confirmedAt).toBeInstanceOf(Date);
  expect(await shop.stored()).toMatchObject([
    { name: "user.signed_up" },
    { name: "user.confirmed", userId: externalId, metadata: { hoursToConfirm: 0 } },
  ]);
});

test("a confirmed user just signs in", async () => {
  await using shop = await openEvents();
  const { externalId } = await registerUser(shop.orm.em.fork(), shop.events, ann);
  const first = await signInByMagicLink(shop.orm.em.fork(), shop.events, await linkFor(shop, externalId));

  const again = await signInByMagicLink(shop.orm.em.fork(), shop.events, await linkFor(shop, externalId));

  expect(again?.confirmedAt).toEqual(first?.confirmedAt);
  expect((await shop.stored()).map(({ name }) => name)).toEqual(["user.signed_up", "user.confirmed"]);
});

test("a link signs in once, also when it is clicked twice at the same moment", async () => {
  await using shop = await openEvents();
  const { externalId } = await registerUser(shop.orm.em.fork(), shop.events, ann);
  const link = await linkFor(shop, externalId);

  const signedIn = await Promise.all([
    signInByMagicLink(shop.orm.em.fork(), shop.events, link),
    signInByMagicLink(shop.orm.em.fork(), shop.events, link),
  ]);

  expect(signedIn.filter((user) => user !== null)).toHaveLength(1);
  expect(await shop.stored()).toHaveLength(2);
});

test("a link for somebody who is gone signs nobody in", async () => {
  await using shop = await openEvents();
  const link = { userId: "nobody", signIns: 0, expiresAt: Date.now() + 1_000 };

  expect(await signInByMagicLink(shop.orm.em.fork(), shop.events, link)).toBeNull();
});

test("an error after tracking leaves the user unconfirmed", async () => {
  await using shop = await openEvents();
  const { externalId } = await registerUser(shop.orm.em.fork(), shop.events, ann);
  const link = await linkFor(shop, externalId);

  const signingIn = shop.orm.em.fork().transactional(async (em) => {
    await signInByMagicLink(em, shop.events, link);
    throw new Error("the cookie jar is empty");
  });

  await expect(signingIn).rejects.toThrow("the cookie jar is empty");
  expect((await shop.stored()).map(({ name }) => name)).toEqual(["user.signed_up"]);
  expect(await shop.orm.em.fork().findOneOrFail(User, { externalId })).toMatchObject({ confirmedAt: null });
});

async function linkFor(shop: Awaited<ReturnType<typeof openEvents>>, externalId: string): Promise<MagicLink> {
  const user = await shop.orm.em.fork().findOneOrFail(User, { externalId });

  return readMagicToken("secret", magicToken("secret", user))!;
}
