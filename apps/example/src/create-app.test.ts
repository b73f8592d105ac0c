import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { getToken, openShop } from "./testing/open-shop.ts";

const ann = { email: "ann@example.com", name: "Ann", plan: "free", source: "friend" };

test("registering sends a mail with a link that confirms the customer and signs them in", async () => {
  await using shop = await openShop();
  const visitor = shop.visit();

  expect(await visitor.post("/register", ann)).toMatchObject({ status: 200 });
  const { to, link } = shop.mails[0]!;
  const signedIn = await visitor.post("/sign-in", { token: getToken(link) });

  expect(to).toBe("ann@example.com");
  expect(link.startsWith(`${shop.url}/sign-in?token=`)).toBe(true);
  expect(signedIn).toMatchObject({ status: 200, body: { email: "ann@example.com", plan: "free" } });
  expect(await visitor.get("/me")).toMatchObject({ body: { customer: { name: "Ann" }, orders: [] } });
  expect((await shop.listEvents()).map(({ name }) => name)).toEqual(["user.signed_up", "user.confirmed"]);
});

test("the page gets a signature for the signed-in customer, and none for visitors", async () => {
  await using shop = await openShop();
  const visitor = await shop.signUp("ann@example.com");

  expect(await visitor.get("/me")).toMatchObject({
    body: { signature: createHmac("sha256", "ss_test").update(visitor.id).digest("hex") },
  });
  expect(await shop.visit().get("/me")).toMatchObject({
    body: { customer: null, signature: null, orders: [] },
  });
});

test("a link does not work twice", async () => {
  await using shop = await openShop();
  await shop.signUp("ann@example.com");
  const other = shop.visit();

  expect(await other.post("/sign-in", { token: getToken(shop.mails[0]!.link) })).toMatchObject({
    status: 410,
    body: { error: "This link was already used or has expired. Request a new one." },
  });
  expect(other.getCookie()).toBe("");
});

test("registering a registered address returns the same and sends a sign-in link", async () => {
  await using shop = await openShop();
  const visitor = await shop.signUp("ann@example.com");

  expect(await visitor.post("/register", { ...ann, email: " ANN@example.com " })).toEqual({
    status: 200,
    body: {},
  });

  expect(shop.mails.map(({ to }) => to)).toEqual(["ann@example.com", "ann@example.com"]);
  expect((await shop.listEvents()).filter(({ name }) => name === "user.signed_up")).toHaveLength(1);
});

test("requesting a link returns the same for registered and unknown addresses", async () => {
  await using shop = await openShop();
  await shop.signUp("ann@example.com");

  for (const email of ["ann@example.com", "eve@example.com"])
    expect(await shop.visit().post("/sign-in-link", { email })).toEqual({ status: 200, body: {} });

  expect(shop.mails.map(({ to }) => to)).toEqual(["ann@example.com", "ann@example.com"]);
});

test("signing out ends the session", async () => {
  await using shop = await openShop();
  const visitor = await shop.signUp("ann@example.com");

  await visitor.post("/sign-out");

  expect(await visitor.get("/me")).toMatchObject({ body: { customer: null } });
});

test("a forged session cookie is ignored", async () => {
  await using shop = await openShop();
  const [name, value] = (await shop.signUp("ann@example.com")).getCookie().split("=");
  const forged = value!.replace(/^./, (letter) => (letter === "W" ? "X" : "W"));

  const response = await fetch(`${shop.url}/api/me`, { headers: { cookie: `${name}=${forged}` } });

  expect(await response.json()).toMatchObject({ customer: null });
});

test("an order is priced by the shop and listed for its customer only", async () => {
  await using shop = await openShop();
  const ann = await shop.signUp("ann@example.com", "club");
  const bob = await shop.signUp("bob@example.com");

  const order = await ann.post("/orders", { sku: "ember-blend", quantity: 2 });

  expect(order).toMatchObject({ status: 200, body: { quantity: 2, totalCents: 2_610 } });
  expect(await ann.get("/me")).toMatchObject({ body: { orders: [order.body] } });
  expect(await bob.get("/me")).toMatchObject({ body: { orders: [] } });
});

test("errors have a status and a message", async () => {
  await using shop = await openShop();
  const ben = await shop.signUp("ben@example.com");
  const attempt = async (path: string, body: unknown, visitor = shop.visit()) => {
    const response = await visitor.post(path, body);
    return `${response.status} ${(response.body as { error: string }).error}`;
  };

  expect(await attempt("/register", { ...ann, email: "ann" })).toBe("400 Enter a valid email address.");
  expect(await attempt("/register", { ...ann, name: " " })).toBe("400 Enter your name.");
  expect(await attempt("/sign-in", { token: "nonsense" })).toMatch(/^410 This link was already used/);
  expect(await attempt("/orders", {})).toBe("401 Sign in first.");
  expect(await attempt("/orders", { sku: "moon-rock", quantity: 1 }, ben)).toBe(
    "404 We do not sell this product.",
  );
  expect(await attempt("/orders", { sku: "ember-blend", quantity: 0 }, ben)).toMatch(/^400 /);
  expect(await attempt("/moon", {})).toBe("404 Not found.");
});

test("a form on another site cannot place an order, because the API reads JSON only", async () => {
  await using shop = await openShop();
  const visitor = await shop.signUp("ann@example.com");

  const order = { sku: "ember-blend", quantity: 1 };
  expect((await visitor.post("/orders", order, { "content-type": "text/plain" })).status).toBe(400);
  expect((await visitor.post("/orders", order)).status).toBe(200);
});

test("a page of another site cannot act for a customer", async () => {
  await using shop = await openShop();
  const visitor = await shop.signUp("ann@example.com");
  const order = { sku: "ember-blend", quantity: 1 };
  const placeOrder = async (headers: Record<string, string>) =>
    (await visitor.post("/orders", order, headers)).status;

  expect(await placeOrder({ origin: "https://evil.example" })).toBe(403);
  expect(await placeOrder({ origin: "null" })).toBe(403);
  expect(await placeOrder({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await placeOrder({ "sec-fetch-site": "same-site" })).toBe(403);
  expect(await visitor.get("/me")).toMatchObject({ body: { orders: [] } });

  expect(await placeOrder({ origin: shop.url, "sec-fetch-site": "same-origin" })).toBe(200);
});

test("responses have security headers that let the page send events to the analytics server", async () => {
  await using shop = await openShop();
  const { body } = await shop.visit().get("/me");
  const { analytics } = body as { analytics: { url: string } };

  const { headers } = await fetch(`${shop.url}/healthz`);

  expect(headers.get("content-security-policy")).toContain(`connect-src 'self' ${analytics.url}`);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-frame-options")).toBe("SAMEORIGIN");
});

test("a staff member's change of a plan is logged with old and new value, actor and role", async () => {
  await using shop = await openShop();
  const ann = await shop.signUp("ann@example.com");
  const roaster = await shop.signUp("roaster@cinder.example");

  const response = await roaster.post(`/staff/customers/${ann.id}/plan`, { plan: "club" });

  expect(response).toMatchObject({ status: 200, body: { id: ann.id, plan: "club" } });
  expect((await shop.listActivities()).at(-1)).toMatchObject({
    name: "user.updated",
    userId: roaster.id,
    role: "admin",
    resourceId: ann.id,
    metadata: { plan_from: "free", plan_to: "club" },
  });
});

test("a change of a plan is tracked for the customer; the same plan again changes nothing", async () => {
  await using shop = await openShop();
  const ann = await shop.signUp("ann@example.com");
  const roaster = await shop.signUp("roaster@cinder.example");

  await roaster.post(`/staff/customers/${ann.id}/plan`, { plan: "club" });
  await roaster.post(`/staff/customers/${ann.id}/plan`, { plan: "club" });

  expect(await shop.listSentEvents()).toMatchObject([
    { name: "plan.changed", userId: ann.id, metadata: { from: "free", to: "club" } },
  ]);
  const changes = (await shop.listActivities()).filter(({ metadata }) => metadata.plan_from === "free");
  expect(changes).toHaveLength(1);
});

test("only staff see customers and change their plans", async () => {
  await using shop = await openShop();
  const ann = await shop.signUp("ann@example.com");
  const roaster = await shop.signUp("roaster@cinder.example");

  expect((await shop.visit().get("/staff/customers")).status).toBe(401);
  expect((await ann.get("/staff/customers")).status).toBe(403);
  expect((await ann.post(`/staff/customers/${ann.id}/plan`, { plan: "club" })).status).toBe(403);
  expect((await roaster.get("/staff/customers")).body).toHaveLength(2);
  expect((await roaster.post("/staff/customers/nobody/plan", { plan: "club" })).status).toBe(404);
});

test("the activity log contains no email address and no name of a customer", async () => {
  await using shop = await openShop();
  await shop.signUp("ann@example.com");

  const activities = await shop.listActivities();

  expect(activities).not.toHaveLength(0);
  expect(JSON.stringify(activities.map(({ metadata }) => metadata))).not.toMatch(/ann@example|Somebody/);
});

test("requests are recorded with their routes, and with the customer once signed in", async () => {
  await using shop = await openShop();
  const visitor = shop.visit();

  await visitor.get("/me?token=secret");
  await visitor.get("/nowhere/42");
  await visitor.post("/register", ann);
  await visitor.post("/sign-in", { token: getToken(shop.mails[0]!.link) });
  const { customer } = (await visitor.get("/me")).body as { customer: { id: string } };

  await expect
    .poll(() => shop.listRequests())
    .toEqual([
      "GET /api/me 200 -",
      "GET (no route) 404 -",
      "POST /api/register 200 -",
      "POST /api/sign-in 200 -",
      `GET /api/me 200 ${customer.id}`,
    ]);
});
