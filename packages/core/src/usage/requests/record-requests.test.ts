import { User } from "@admin-events/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { expect, test } from "vitest";
import { openUsage } from "../testing/open-usage.ts";

test("stores route, status, duration, network and user agent of requests", async () => {
  await using usage = await openUsage();

  await usage.requests([
    {
      route: "/users/:id",
      status: 403,
      errorCode: "FORBIDDEN",
      durationMs: 12.3456,
      userId: "ann",
      ip: "2001:db8:7:1::1",
      userAgent: "Googlebot/2.1 (+http://www.google.com/bot.html)",
    },
    { userAgent: null, ip: "unknown" },
  ]);

  const { rows } = await sql`
    select method, route, status, error_code, duration_ms, ip_network::text, device, external_id
    from admin_events.requests
    join admin_events.request_routes as route on route.id = route_id
    left join admin_events.user_agents as agent on agent.id = user_agent_id
    left join admin_events.users on users.id = user_id
    order by requests.id`.execute(usage.db.em.getKysely());
  expect(rows).toEqual([
    {
      method: "GET",
      route: "/users/:id",
      status: 403,
      error_code: "FORBIDDEN",
      duration_ms: 12.3456,
      ip_network: "2001:db8:7::/48",
      device: "bot",
      external_id: "ann",
    },
    expect.objectContaining({ route: "/api/orders/:id", error_code: null, ip_network: null, device: null }),
  ]);
});

test("a request that is sent again is stored once", async () => {
  await using usage = await openUsage();
  const id = uuidv7();

  expect((await usage.requests([{ id }])).size).toBe(1);
  expect((await usage.requests([{ id }, {}])).size).toBe(1);
});

test("a user who was deleted meanwhile is created again", async () => {
  await using usage = await openUsage();
  await usage.requests([{ userId: "ann" }]);
  await usage.db.em.fork().nativeDelete(User, { externalId: "ann" });

  await usage.requests([{ userId: "ann" }]);

  const { rows } = await sql`select user_id is null as gone from admin_events.requests order by id`.execute(
    usage.db.em.getKysely(),
  );
  expect(rows).toEqual([{ gone: true }, { gone: false }]);
});

test("concurrent writers of the same new routes and users do not deadlock", async () => {
  await using usage = await openUsage();
  const routes = Array.from({ length: 30 }, (_, number) => ({
    route: `/r/${number}`,
    userId: `u_${number}`,
  }));

  const stored = await Promise.all([usage.requests(routes), usage.requests(routes.toReversed())]);

  expect(stored.map(({ size }) => size)).toEqual([30, 30]);
});
