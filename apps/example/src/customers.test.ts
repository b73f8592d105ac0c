import { expect, test } from "vitest";
import { registerCustomer, signIn } from "./customers.ts";
import { Customer } from "./tables.ts";
import type { OpenDatabase } from "./testing/open-database.ts";
import { openDatabase, silentLog } from "./testing/open-database.ts";

const ann = { email: "ann@example.com", name: "Ann", plan: "club", source: "friend" } as const;

const register = ({ orm, events }: OpenDatabase, registration = {}) =>
  registerCustomer(orm.em.fork(), events, silentLog, { ...ann, ...registration });

test("registering stores a customer who is not confirmed", async () => {
  await using shop = await openDatabase();

  const { id } = await register(shop);

  expect(await shop.orm.em.fork().findOne(Customer, id)).toMatchObject({
    email: "ann@example.com",
    name: "Ann",
    plan: "club",
    signIns: 0,
    confirmedAt: null,
  });
});

test("the sign-up is tracked with the name and email address of the customer", async () => {
  await using shop = await openDatabase();

  const { id } = await register(shop);

  expect(await shop.listEvents()).toMatchObject([
    { name: "user.signed_up", userId: id, userName: "Ann", metadata: { plan: "club", source: "friend" } },
  ]);
  expect(await shop.orm.em.execute("select email, is_verified from admin_events.users")).toEqual([
    { email: "ann@example.com", is_verified: true },
  ]);
});

test("a sign-up succeeds even if its event is rejected", async () => {
  await using shop = await openDatabase();

  const { id } = await register(shop, { plan: "gold" });

  expect(await shop.orm.em.fork().findOne(Customer, id)).not.toBeNull();
  expect(await shop.listEvents()).toEqual([]);
});

test("a sign-up succeeds even if the customer cannot be identified", async () => {
  await using shop = await openDatabase();

  const { id } = await register(shop, { name: "A".repeat(201) });

  expect(await shop.listEvents()).toMatchObject([{ name: "user.signed_up", userId: id, userName: null }]);
});

test("a sign-up succeeds while no event can be stored at all", async () => {
  await using shop = await openDatabase();
  await shop.orm.em.execute("alter table admin_events.events rename to unavailable");

  const { id } = await register(shop);

  expect(await shop.orm.em.fork().findOne(Customer, id)).toMatchObject({ email: "ann@example.com" });
});

test("registering again returns the same customer", async () => {
  await using shop = await openDatabase();
  const { id } = await register(shop);

  expect(await register(shop, { name: "Another Ann" })).toMatchObject({ id, name: "Ann" });
  expect(await shop.listEvents()).toHaveLength(1);
});

test("two registrations at the same time create one customer", async () => {
  await using shop = await openDatabase();

  const results = await Promise.allSettled([register(shop), register(shop, { name: "Another Ann" })]);

  expect(results.some(({ status }) => status === "fulfilled")).toBe(true);
  expect(await shop.orm.em.fork().count(Customer)).toBe(1);
  expect(await shop.listEvents()).toHaveLength(1);
});

test("the email address belongs to the first who registers it, even if a page claimed it before", async () => {
  await using shop = await openDatabase();
  await shop.orm.em.execute(
    "insert into admin_events.users (external_id, email) values ('claimed', 'ann@example.com')",
  );

  const { id } = await register(shop);

  expect(id).not.toBe("claimed");
});

test("the first sign-in confirms the customer and tracks it", async () => {
  await using shop = await openDatabase();
  const { id } = await register(shop);

  const customer = await signIn(shop.orm.em.fork(), shop.events, { id, signIns: 0 });

  expect(customer?.confirmedAt).toBeInstanceOf(Date);
  expect(await shop.listEvents()).toMatchObject([
    { name: "user.signed_up" },
    { name: "user.confirmed", userId: id, metadata: { hoursToConfirm: 0 } },
  ]);
});

test("later sign-ins confirm nothing", async () => {
  await using shop = await openDatabase();
  const { id } = await register(shop);
  const first = await signIn(shop.orm.em.fork(), shop.events, { id, signIns: 0 });

  const second = await signIn(shop.orm.em.fork(), shop.events, { id, signIns: 1 });

  expect(second?.confirmedAt).toEqual(first?.confirmedAt);
  expect((await shop.listEvents()).map(({ name }) => name)).toEqual(["user.signed_up", "user.confirmed"]);
});

test("a link signs in once, even when it is used twice at the same time", async () => {
  await using shop = await openDatabase();
  const { id } = await register(shop);

  const results = await Promise.all([
    signIn(shop.orm.em.fork(), shop.events, { id, signIns: 0 }),
    signIn(shop.orm.em.fork(), shop.events, { id, signIns: 0 }),
  ]);

  expect(results.filter((customer) => customer !== null)).toHaveLength(1);
  expect(await shop.listEvents()).toHaveLength(2);
});

test("a link of a customer who does not exist is rejected", async () => {
  await using shop = await openDatabase();

  expect(await signIn(shop.orm.em.fork(), shop.events, { id: "nobody", signIns: 0 })).toBeNull();
});

test("an error after the confirmation rolls back the customer and the event", async () => {
  await using shop = await openDatabase();
  const { id } = await register(shop);

  const signingIn = shop.orm.em.fork().transactional(async (em) => {
    await signIn(em, shop.events, { id, signIns: 0 });
    throw new Error("The session could not be created.");
  });

  await expect(signingIn).rejects.toThrow("The session could not be created.");
  expect(await shop.orm.em.fork().findOne(Customer, id)).toMatchObject({ confirmedAt: null, signIns: 0 });
  expect((await shop.listEvents()).map(({ name }) => name)).toEqual(["user.signed_up"]);
});
