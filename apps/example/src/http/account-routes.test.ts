import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { OpenShop } from "../testing/open-shop.ts";
import { openShop } from "../testing/open-shop.ts";
import type { Visitor } from "../testing/visitor.ts";
import { tokenIn, visit } from "../testing/visitor.ts";

const ann = { email: "ann@example.com", name: "Ann", plan: "free", source: "friend" };

test("registering brings a mail whose link confirms and signs in", async () => {
  await using shop = await openShop();
  const visitor = visit(shop.url);

  expect(await visitor.post("/register", ann)).toEqual({ status: 204, body: undefined });
  const link = await shop.linkIn("ann@example.com");
  const signedIn = await visitor.post("/sign-in", { token: tokenIn(link) });

  expect(link.startsWith(`${shop.url}/sign-in?token=`)).toBe(true);
  expect(signedIn).toMatchObject({ status: 200, body: { email: "ann@example.com", plan: "free" } });
  expect(await visitor.get("/me")).toMatchObject({ body: { user: { name: "Ann" }, orders: [] } });
  expect((await shop.stored()).map(({ name }) => name)).toEqual(["user.signed_up", "user.confirmed"]);
});

test("the page gets the proof of who is signed in, and none for nobody", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop);

  const { user, signature } = (await visitor.get("/me")).body as { user: { id: string }; signature: string };

  expect(signature).toBe(createHmac("sha256", "ss_test").update(user.id).digest("hex"));
  expect(await visit(shop.url).get("/me")).toMatchObject({ body: { user: null, signature: null } });
});

test("a link does not work twice", async () => {
  await using shop = await openShop();
  await visit(shop.url).post("/register", ann);
  const token = tokenIn(await shop.linkIn("ann@example.com"));
  await visit(shop.url).post("/sign-in", { token });
  const thief = visit(shop.url);

  expect(await thief.post("/sign-in", { token })).toMatchObject({
    status: 410,
    body: { error: expect.stringContaining("no longer works") as string },
  });
  expect(thief.cookie()).toBe("");
});

test("registering an address that has an account answers the same and mails a sign-in link", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop);

  expect(await visitor.post("/register", { ...ann, email: " ANN@example.com " })).toMatchObject({
    status: 204,
  });

  await shop.linkIn("ann@example.com", 2);
  expect((await shop.stored()).filter(({ name }) => name === "user.signed_up")).toHaveLength(1);
});

test("asking for a link answers the same whether there is an account or not", async () => {
  await using shop = await openShop();
  await signIn(shop);

  expect(await visit(shop.url).post("/sign-in-link", { email: "ann@example.com" })).toMatchObject({
    status: 204,
  });
  expect(await visit(shop.url).post("/sign-in-link", { email: "eve@example.com" })).toMatchObject({
    status: 204,
  });

  await shop.linkIn("ann@example.com", 2);
  expect(await visit(shop.url).get("/mailbox?to=eve@example.com")).toMatchObject({ body: [] });
});

test("after signing out nobody is signed in", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop);

  await visitor.post("/sign-out");

  expect(await visitor.get("/me")).toMatchObject({ body: { user: null } });
});

test("a cookie that was not made here signs nobody in", async () => {
  await using shop = await openShop();
  const [, value] = (await signIn(shop)).cookie().split("=");
  const forged = value!.replace(/^./, (letter) => (letter === "W" ? "X" : "W"));

  const response = await fetch(`${shop.url}/api/me`, { headers: { cookie: `crumb_session=${forged}` } });

  expect(await response.json()).toMatchObject({ user: null });
});

test("changing the plan is tracked, choosing the same is not", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop);

  expect(await visitor.post("/plan", { plan: "club" })).toMatchObject({
    status: 200,
    body: { plan: "club" },
  });
  await visitor.post("/plan", { plan: "club" });

  expect(await shop.sent()).toMatchObject([{ name: "plan.changed", metadata: { from: "free", to: "club" } }]);
});

test("asking for help is tracked with the user", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop);
  const { user } = (await visitor.get("/me")).body as { user: { id: string } };

  await visitor.post("/support", { topic: "grinding" });

  expect(await shop.sent()).toMatchObject([
    { name: "support.ticket_opened", userId: user.id, metadata: { topic: "grinding" } },
  ]);
});

test("what cannot be done is refused with a sentence", async () => {
  await using shop = await openShop();
  const attempt = async (path: string, body: unknown) => {
    const answer = await visit(shop.url).post(path, body);
    return `${answer.status} ${(answer.body as { error: string }).error}`;
  };

  expect(await attempt("/register", { ...ann, email: "ann" })).toBe(
    "400 That does not look like an e-mail address.",
  );
  expect(await attempt("/register", { ...ann, name: " " })).toBe("400 Please tell us your name.");
  expect(await attempt("/sign-in", { token: "nonsense" })).toMatch(/^410 This link no longer works/);
  expect(await attempt("/plan", { plan: "club" })).toBe("401 Please sign in first.");
  expect(await attempt("/orders", { lines: [] })).toBe("401 Please sign in first.");
  expect(await attempt("/moon", {})).toBe("404 There is nothing at this address.");
});

test("another site's page cannot act for a visitor", async () => {
  await using shop = await openShop();
  const visitor = await signIn(shop);
  const changePlan = async (headers: Record<string, string>) =>
    (await visitor.post("/plan", { plan: "club" }, headers)).status;

  expect(await changePlan({ "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await changePlan({ "sec-fetch-site": "same-site" })).toBe(403);
  expect(await changePlan({ origin: "https://evil.example" })).toBe(403);
  expect(await changePlan({ origin: shop.url })).toBe(200);
});

async function signIn(shop: OpenShop): Promise<Visitor> {
  const visitor = visit(shop.url);
  await visitor.post("/register", ann);
  await visitor.post("/sign-in", { token: tokenIn(await shop.linkIn("ann@example.com")) });

  return visitor;
}

test("requests are recorded with their routes, and with the user once somebody is signed in", async () => {
  await using shop = await openShop();
  const visitor = visit(shop.url);

  await visitor.get("/me?token=secret");
  await visitor.get("/nowhere/42");
  await visitor.post("/register", ann);
  await visitor.post("/sign-in", { token: tokenIn(await shop.linkIn("ann@example.com")) });
  const { user } = (await visitor.get("/me")).body as { user: { id: string } };
  await visitor.get("/mailbox");

  await expect
    .poll(() => shop.recorded())
    .toEqual([
      "GET /api/me 200 -",
      "GET (no route) 404 -",
      "POST /api/register 204 -",
      "POST /api/sign-in 200 -",
      `GET /api/me 200 ${user.id}`,
    ]);
});
