import { defineEvents } from "@admin-events/catalog";
import type { NodeAnalytics } from "@admin-events/client/node";
import { createAnalytics } from "@admin-events/client/node";
import { expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import type { TestServer } from "../testing/start-test-server.ts";
import { startTestServer } from "../testing/start-test-server.ts";

const events = defineEvents({
  "parcel.sent": {
    title: "Sent a parcel",
    icon: "📮",
    metadata: z.object({
      to: z.string(),
      // Its JSON Schema has a key with a backslash, and numbers of 16 digits.
      grams: z.record(z.string().regex(/^\d+$/), z.int()).optional(),
      service: z.enum(["letter", "express"]).default("letter"),
    }),
    describe: "{user} sent a parcel to {metadata.to}",
    aliases: ["parcel.posted"],
  },
});

test("an app declares its catalog over HTTP, and every server answers its events by it", async () => {
  await using first = await startTestServer();
  await using second = await startTestServer({ databaseUrl: first.db.url, unknownEvents: "reject" });
  const key = await first.key({ name: "Post office" });

  const declared = await open(first, key).declare(events);
  const again = await open(second, key).declare(events);

  expect([declared, again]).toEqual([
    { version: 1, isChanged: true, warnings: [] },
    { version: 1, isChanged: false, warnings: [] },
  ]);
  const send = (server: TestServer, name: string, metadata: object) =>
    ingest(server, key, { name, metadata });
  for (const server of [first, second]) {
    await vi.waitFor(async () =>
      expect(await send(server, "parcel.posted", { to: "Lyon", grams: { "20": 1 } })).toMatchObject({
        status: "stored",
        warnings: [],
      }),
    );
    expect(await send(server, "parcel.sent", { to: "Lyon", grams: { x: 1 } })).toMatchObject({
      status: "rejected",
      path: "metadata.grams.x",
    });
    expect(await send(server, "parcel.sent", { to: 1 })).toMatchObject({ path: "metadata.to" });
  }
  const misspelled = "parcel.snet is not in the catalog. Did you mean parcel.sent?";
  expect(await send(first, "parcel.snet", {})).toMatchObject({ status: "stored", warnings: [misspelled] });
  expect(await send(second, "parcel.snet", {})).toMatchObject({
    status: "rejected",
    reason: `name: ${misspelled}`,
  });

  const cookie = await first.signIn();
  const response = await fetch(`${first.url}/trpc/list_latest`, { headers: { cookie } });
  const { result } = (await response.json()) as { result: { data: { items: { metadata: object }[] } } };
  expect(result.data.items.at(-1)?.metadata).toEqual({ to: "Lyon", grams: { "20": 1 }, service: "letter" });
});

test("a public key may not declare, and a catalog that is too large is refused, each with a reason", async () => {
  await using server = await startTestServer();
  const problems: string[] = [];
  const report = (message: string) => void problems.push(message);
  const large = { title: "Large", icon: "🐘", metadata: { type: "object", description: "x".repeat(30_000) } };
  const manyEvents = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`a.b${index}`, large]));

  await open(server, await server.key({ kind: "public" }), report).declare(events);
  await open(server, await server.key(), report).declare(manyEvents);

  expect(problems).toEqual([
    "The catalog was not declared: Public keys (pk_…) can only send events. Use a secret key (sk_…) on a server.",
    expect.stringMatching(/^The catalog was not declared: .*512 KB.* Send less at once/),
  ]);
});

function open(server: TestServer, key: string, report?: (message: string) => void): NodeAnalytics {
  const onError = ({ message }: { message: string }) => {
    if (!report) throw new Error(message);
    report(message);
  };
  const analytics = createAnalytics({ url: server.url, key, onError });
  onTestFinished(async () => void (await analytics.shutdown(0)));

  return analytics;
}

async function ingest(server: TestServer, key: string, event: object): Promise<unknown> {
  const response = await fetch(`${server.url}/ingest`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ events: [event] }),
  });
  const { results } = (await response.json()) as { results: unknown[] };

  return results[0];
}
