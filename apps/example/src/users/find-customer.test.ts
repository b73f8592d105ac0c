import { User } from "@admin-events/db";
import { expect, test } from "vitest";
import { openEvents } from "../testing/open-events.ts";
import { findCustomer } from "./find-customer.ts";
import { registerUser } from "./register-user.ts";

test("an address that only a page has claimed is nobody's account, and its owner may still register", async () => {
  await using shop = await openEvents();
  const em = shop.orm.em.fork();
  await em.insert(User, { externalId: "claimed", email: "ann@example.com", isVerified: false });

  expect(await findCustomer(em, "ann@example.com")).toBeNull();
  const ann = await registerUser(em, shop.events, { email: "ann@example.com", name: "Ann", plan: "free" });

  expect((await findCustomer(shop.orm.em.fork(), "ann@example.com"))?.externalId).toBe(ann.externalId);
});
