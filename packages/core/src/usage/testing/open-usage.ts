import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { v7 as uuidv7 } from "uuid";
import { createIdCaches, prepareEvent, writeEvents } from "../../events/index.ts";
import { sentBy } from "../../testing/start-test-events.ts";
import type { UsageContext } from "../queries/usage-context.ts";
import { recordRequests } from "../requests/record-requests.sql.ts";
import type { RecordedRequest } from "../requests/recorded-request.ts";
import type { RecordedVisit } from "../visits/record-visits.ts";
import { recordVisits } from "../visits/record-visits.ts";
import type { Heartbeat, PageVisit } from "../visits/visit.ts";

export const noon = new Date("2026-03-05T12:00:00Z");

export const minutesAfter = (minutes: number, since = noon) => new Date(since.getTime() + minutes * 60_000);

export interface TestUsage extends AsyncDisposable {
  db: TestDatabase;
  /** At noon, in UTC. */
  context: UsageContext;
  requests: (requests: Partial<RecordedRequest>[]) => Promise<Set<string>>;
  /** Stores an event of each person, by default at noon. */
  events: (events: { userId: string; at?: Date }[]) => Promise<void>;
  /** Stores a page view, by default of Ann's session "s_1" at noon. */
  view: (visit?: Partial<PageVisit>) => Promise<RecordedVisit | undefined>;
  beat: (visit?: Partial<Heartbeat>) => Promise<void>;
}

export async function openUsage(): Promise<TestUsage> {
  const db = await createTestDatabase();
  const idCaches = createIdCaches();
  const em = () => db.orm.em.fork();
  const presence = {
    ownerId: "ann",
    formerOwnerId: null,
    sessionKey: "s_1",
    at: noon,
    ip: null,
    userAgent: null,
  };

  return {
    db,
    context: { em: db.em, timeZone: "UTC", now: noon },
    requests: (requests) => recordRequests(em(), idCaches, requests.map(completeRequest)),
    async events(events) {
      const prepared = events.map(({ userId, at = noon }) =>
        prepareEvent({ catalog: {}, unknownEvents: "store", timeZone: "UTC" }, "order.placed", {
          ...sentBy(userId),
          timestamp: at.toISOString(),
        }),
      );
      await writeEvents(em(), idCaches, prepared, { notifyHandlers: false });
    },
    async view(visit) {
      const page = {
        type: "page" as const,
        id: uuidv7(),
        path: "/",
        title: null,
        referrer: null,
        durationMs: null,
      };
      const [recorded] = await recordVisits(em(), idCaches, [{ ...presence, ...page, ...visit }]);
      return recorded;
    },
    async beat(visit) {
      const heartbeat = { type: "heartbeat" as const, pageId: null, activeMs: null };
      await recordVisits(em(), idCaches, [{ ...presence, ...heartbeat, ...visit }]);
    },
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}

export function completeRequest(request: Partial<RecordedRequest>): RecordedRequest {
  return {
    id: uuidv7(),
    occurredAt: noon,
    method: "GET",
    route: "/api/orders/:id",
    status: 200,
    durationMs: 12,
    errorCode: null,
    userId: null,
    ip: null,
    userAgent: null,
    ...request,
  };
}
