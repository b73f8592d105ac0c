import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { defineEvents } from "@admin-events/catalog";
import { startEvents } from "@admin-events/core/events";
import { createIngestion } from "@admin-events/core/ingestion";
import type { RecordedRequest } from "@admin-events/core/usage";
import { z } from "zod";
import type { Actor, ApiContext } from "../context.ts";
import { createCaller } from "../router.ts";

const catalog = defineEvents({
  "user.signed_up": { title: "Signed up", icon: "👋", metadata: z.object({ plan: z.enum(["free", "pro"]) }) },
  "user.confirmed": { title: "Confirmed", icon: "✅" },
});

export const actors = {
  anonymous: { kind: "anonymous" },
  publicKey: { kind: "key", id: 1, key: "public", signingSecret: null },
  secretKey: { kind: "key", id: 2, key: "secret", signingSecret: null },
  user: { kind: "user", id: "u_1" },
  member: { kind: "member", id: "m_2", email: "eve@example.com", role: "none" },
  admin: { kind: "member", id: "m_1", email: "ann@example.com", role: "admin" },
  process: { kind: "process" },
} satisfies Record<string, Actor>;

export interface TestApi extends AsyncDisposable {
  db: TestDatabase;
  as(actor: keyof typeof actors): ReturnType<typeof createCaller>;
  /** Recorded calls, oldest first. */
  recorded: RecordedRequest[];
}

export async function createTestApi(): Promise<TestApi> {
  const db = await createTestDatabase();
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const runtime = await startEvents<object>({ orm: db.orm, url: db.url, catalog, logger: quiet });
  const ingestItems = createIngestion({
    ingest: runtime.ingest,
    idCaches: runtime.idCaches,
    rules: runtime.rules,
    fork: () => db.orm.em.fork(),
  });

  const recorded: RecordedRequest[] = [];

  return {
    db,
    recorded,
    as(actor) {
      const context: ApiContext = {
        actor: actors[actor],
        runtime,
        ingestItems,
        recordRequest: (request) => void recorded.push(request),
        em: db.orm.em.fork(),
        reader: db.orm.em.fork(),
        timeZone: "UTC",
        requestId: "r_1",
        isStillAuthorized: () => Promise.resolve(true),
      };
      return createCaller(context);
    },
    async [Symbol.asyncDispose]() {
      await runtime[Symbol.asyncDispose]();
      await db[Symbol.asyncDispose]();
    },
  };
}
