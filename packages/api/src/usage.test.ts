import { getFeature, features } from "@admin-events/catalog";
import { expect, test } from "vitest";
import { appRouter } from "./router.ts";
import { createTestApi } from "./testing/test-api.ts";

const id = "019cbd1c-5d00-7000-8000-000000000001";

test("calls of applications are recorded with path, type, status and duration; those of the panel and of unauthenticated callers are not", async () => {
  await using api = await createTestApi();

  await api.as("admin").names();
  await api
    .as("member")
    .names()
    .catch(() => undefined);
  await api
    .as("anonymous")
    .names()
    .catch(() => undefined);
  await api
    .as("secretKey")
    .track({ name: "Signed up" })
    .catch(() => undefined);
  await api.as("user").activity.list();
  await api.as("admin").usage.overview();

  expect(
    api.recorded.map(({ method, route, status, errorCode }) => [method, route, status, errorCode]),
  ).toEqual([
    ["mutation", "track", 400, "BAD_REQUEST"],
    ["query", "activity.list", 200, null],
  ]);
  expect(api.recorded.every(({ durationMs }) => durationMs > 0)).toBe(true);
});

test("every procedure that applications call belongs to a feature", () => {
  const paths = Object.keys(appRouter._def.procedures);
  const recorded = paths.filter((path) => /^(track|activity[.].*|users[.]identify)$/.test(path));

  expect(recorded.length).toBeGreaterThan(3);
  expect(recorded.filter((path) => getFeature(features, path) === "Other")).toEqual([]);
});

test("a page view starts a session, a heartbeat extends it, and the overview counts both", async () => {
  await using api = await createTestApi();
  const now = Date.now();
  const at = (seconds: number) => new Date(now - 60_000 + seconds * 1_000).toISOString();
  const sender = api.as("publicKey");

  const view = { id, path: "/products/ember?token=1", sessionId: "s_1", userId: "u_1", timestamp: at(0) };
  expect(await sender.usage.trackPageView(view)).toEqual({ id, duplicate: false, warnings: [] });
  expect(await sender.usage.trackPageView(view)).toMatchObject({ duplicate: true });
  await sender.usage.heartbeat({
    id: "019cbd1c-5d00-7000-8000-000000000002",
    sessionId: "s_1",
    userId: "u_1",
    pageId: id,
    activeMs: 42_000,
    isLeaving: true,
    timestamp: at(42),
  });

  await sender.track({ name: "user.confirmed", userId: "u_1" });

  expect(await api.as("admin").usage.overview()).toMatchObject({
    pageViews: { current: 1 },
    sessions: { current: 1 },
    averageSessionSeconds: { current: 42 },
    uniqueUsers: { current: 1 },
  });
  const { items } = await api.as("admin").usage.users();
  expect(items).toMatchObject([{ userId: "u_1", pageViewCount: 1, sessionCount: 1, totalSeconds: 42 }]);
});

test("a page view and a heartbeat need only a path and a session, and the heartbeat finds its session", async () => {
  await using api = await createTestApi();
  const sender = api.as("secretKey");
  const minuteAgo = new Date(Date.now() - 60_000).toISOString();

  const view = { path: "/beans", sessionId: "s_1", referrer: null, durationMs: null };
  const { id } = await sender.usage.trackPageView({ ...view, userId: "u_1", timestamp: minuteAgo });
  await sender.usage.heartbeat({ sessionId: "s_1" });
  await api.as("publicKey").usage.trackPageView({ path: "/cart", sessionId: "s_2" });
  await api.as("publicKey").usage.heartbeat({ sessionId: "s_2" });

  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  const sessions = await api.db.em.execute(`
    select external_id, page_count, last_activity_at > started_at as is_extended
    from admin_events.sessions join admin_events.users on users.id = user_id order by 1`);
  expect(sessions).toEqual([
    { external_id: "anonymous:s_2", page_count: 1, is_extended: expect.any(Boolean) as boolean },
    { external_id: "u_1", page_count: 1, is_extended: true },
  ]);
});

test("an end user visits as the user of their token", async () => {
  await using api = await createTestApi();
  const user = api.as("user").usage;

  await user.trackPageView({ path: "/beans", sessionId: "s_1" });
  await user.heartbeat({ sessionId: "s_1" });

  const { items } = await api.as("admin").usage.users();
  expect(items).toMatchObject([{ userId: "u_1", pageViewCount: 1, sessionCount: 1 }]);
  await expect(user.heartbeat({ sessionId: "s_1", userId: "u_2" })).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "userId: must be the user of the token; leave it out.",
  });
});

test("a public key that names nobody does not extend the session of a verified user", async () => {
  await using api = await createTestApi();
  const [secretKey, publicKey] = [api.as("secretKey"), api.as("publicKey")];
  const identified = { id: "019cbd1c-5d00-7000-8000-000000000003", userId: "u_1", traits: { name: "Ann" } };
  await secretKey.users.identify(identified);
  await secretKey.usage.trackPageView({ path: "/beans", sessionId: "s_1", userId: "u_1" });

  await publicKey.usage.trackPageView({ path: "/beans", sessionId: "s_1" });

  const { items } = await api.as("admin").usage.users();
  expect(items).toMatchObject([{ userId: "u_1", pageViewCount: 1 }]);
});

test.each(["2026-3-5", "yesterday", "2026-02-30", "2026-03-05T00:00:00Z", "20260305", ""])(
  "the invalid date %j is a BAD_REQUEST that names the field and the format",
  async (from) => {
    await using api = await createTestApi();

    await expect(api.as("admin").usage.trends({ from })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining("must be a date in the form YYYY-MM-DD, like 2026-03-03") as string,
    });
  },
);

test.each(["start_date", "startDate", "timezone"])(
  "an input with the unknown field %s is rejected instead of ignored",
  async (field) => {
    await using api = await createTestApi();

    await expect(api.as("admin").usage.overview({ [field]: "2026-03-01" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining(field) as string,
    });
  },
);
