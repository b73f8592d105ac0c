import { events } from "@admin-events/catalog";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { openAnalytics } from "../testing/open-analytics.ts";

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

const accepted = (warnings: string[] = []): Answer => ({
  status: 200,
  body: { result: { data: { app: "shop", version: 3, isChanged: true, warnings } } },
});
const refused = (status: number, message: string): Answer => ({ status, body: { error: { message } } });

/** Answers requests by a script, the last entry for all that follow. */
async function startServer(...answers: Answer[]) {
  const requests: { url?: string; headers: IncomingHttpHeaders; body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ url: request.url, headers: request.headers, body });
    response.writeHead(answer?.status ?? 500, { "content-type": "application/json", ...answer?.headers });
    response.end(JSON.stringify(answer?.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

test("a catalog is declared with one request, as JSON, with the secret key", async () => {
  await using server = await startServer(accepted());
  await using client = openAnalytics(`${server.url}/base/`);
  const { "user.confirmed": confirmed } = events;
  const catalog = {
    "user.confirmed": { ...confirmed, describe: "{user} confirmed", pii: ["hoursToConfirm"] },
  };

  const result = await client.analytics.declare(catalog, { app: "shop" });

  expect(result).toEqual({ version: 3, isChanged: true, warnings: [] });
  expect(server.requests).toMatchObject([
    {
      url: "/base/trpc/catalog.declare",
      headers: { authorization: "Bearer sk_test", "content-type": "application/json" },
      body: {
        app: "shop",
        events: {
          "user.confirmed": {
            title: "Confirmed email",
            describe: "{user} confirmed",
            pii: ["hoursToConfirm"],
            metadata: { type: "object", properties: { hoursToConfirm: { type: "number", minimum: 0 } } },
          },
        },
      },
    },
  ]);
  expect(client.problems).toEqual([]);
});

test("warnings of the server and descriptions that cannot be sent are reported", async () => {
  await using server = await startServer(accepted(["order.placed is declared differently."]));
  await using client = openAnalytics(server.url);

  const { warnings } = await client.analytics.declare({
    "user.left": { title: "Left", icon: "👋", describe: () => "Somebody left" },
  });

  expect(warnings).toEqual([
    expect.stringContaining("The description of user.left is a function"),
    "order.placed is declared differently.",
  ]);
  expect(client.problems).toEqual([{ code: "warning", message: warnings.join(" "), eventIds: [] }]);
});

test("a server that is not ready is asked again, and a refusal is reported", async () => {
  await using server = await startServer(refused(503, "Retry"), refused(403, "Use a secret key (sk_…)."));
  await using client = openAnalytics(server.url);

  const result = await client.analytics.declare({});

  expect(result).toEqual({ version: null, isChanged: false, warnings: [] });
  expect(server.requests).toHaveLength(2);
  expect(client.problems).toEqual([
    { code: "not_declared", message: "The catalog was not declared: Use a secret key (sk_…).", eventIds: [] },
  ]);
});

test("closing the client ends the attempts", async () => {
  await using server = await startServer({ ...refused(503, "Retry"), headers: { "retry-after": "60" } });
  await using client = openAnalytics(server.url);

  const declaring = client.analytics.declare({});
  await client.analytics.shutdown(0);

  expect(await declaring).toEqual({ version: null, isChanged: false, warnings: [] });
  expect(client.problems.map(({ code }) => code)).toEqual(["closed"]);
});

test("a schema that cannot be converted is reported, and nothing is sent", async () => {
  await using server = await startServer(accepted());
  await using client = openAnalytics(server.url);

  await client.analytics.declare({ "user.left": { title: "Left", icon: "👋", metadata: "text" } });

  expect(server.requests).toEqual([]);
  expect(client.problems).toMatchObject([{ code: "not_declared" }]);
});
