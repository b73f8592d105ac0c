import { expect, test } from "vitest";
import type { OpenShop } from "../testing/open-shop.ts";
import { openShop } from "../testing/open-shop.ts";
import type { Visitor } from "../testing/visitor.ts";
import { tokenIn, visit } from "../testing/visitor.ts";

async function signUp(shop: OpenShop, email: string): Promise<Visitor & { id: string }> {
  const visitor = visit(shop.url);
  await visitor.post("/register", { email, name: "Somebody", plan: "free" });
  const { body } = await visitor.post("/sign-in", { token: tokenIn(await shop.linkIn(email)) });

  return { ...visitor, id: (body as { id: string }).id };
}

test("staff change a customer's plan, and the log says from what to what, by whom and as what", async () => {
  await using shop = await openShop();
  const ann = await signUp(shop, "ann@example.com");
  const roaster = await signUp(shop, "roaster@cinder.example");

  const answer = await roaster.post(`/staff/customers/${ann.id}/plan`, { plan: "club" });

  expect(answer).toMatchObject({ status: 200, body: { id: ann.id, plan: "club" } });
  const updated = (await shop.activities()).filter(({ metadata }) => "traits.plan_to" in metadata);
  expect(updated.at(-1)).toEqual({
    name: "user.updated",
    actor: roaster.id,
    role: "admin",
    resource: ann.id,
    metadata: { "traits.plan_from": "free", "traits.plan_to": "club" },
  });
});

test("a customer who changes their own plan is the actor, and choosing the same plan is no entry", async () => {
  await using shop = await openShop();
  const ann = await signUp(shop, "ann@example.com");

  await ann.post("/plan", { plan: "club" });
  await ann.post("/plan", { plan: "club" });

  const changes = (await shop.activities()).filter(({ metadata }) => metadata["traits.plan_from"] === "free");
  expect(changes).toMatchObject([{ name: "user.updated", actor: ann.id, role: "user" }]);
});

test("nobody else sees customers or changes their plans", async () => {
  await using shop = await openShop();
  const ann = await signUp(shop, "ann@example.com");

  expect((await visit(shop.url).get("/staff/customers")).status).toBe(401);
  expect((await ann.get("/staff/customers")).status).toBe(403);
  expect((await ann.post(`/staff/customers/${ann.id}/plan`, { plan: "club" })).status).toBe(403);
});

test("no address and no name of a customer is in the log", async () => {
  await using shop = await openShop();
  await signUp(shop, "ann@example.com");

  expect(JSON.stringify(await shop.activities())).not.toMatch(/ann@example|Somebody/);
});
