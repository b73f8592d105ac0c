import type { IdCaches } from "@admin-events/core/events";
import { recordRequests } from "@admin-events/core/usage";
import type { EntityManager } from "@admin-events/db";
import { PageView, Session } from "@admin-events/db";
import type { SimulatedEvent } from "./simulation/event-recorder.ts";
import type { SimulatedRequest, SimulatedSession } from "./simulation/simulate-usage.ts";
import { simulateUsage } from "./simulation/simulate-usage.ts";

const BATCH_SIZE = 2_000;

/** Stores the sessions, page views and requests that belong to the events, in the caller's transaction. */
export async function storeUsage(
  em: EntityManager,
  idCaches: IdCaches,
  events: readonly SimulatedEvent[],
  seed: string,
): Promise<void> {
  const { sessions, requests } = simulateUsage(events, seed);
  const now = new Date();
  const people = await idCaches.people.resolveIds(
    em,
    sessions.map(({ userId }) => ({ id: userId, at: now })),
  );
  const getUserId = (userId: string) => people.get(userId, now) ?? 0;

  for (const batch of toBatches(sessions)) {
    await em.insertMany(
      Session,
      batch.map((session) => toSessionRow(session, getUserId)),
    );
  }
  for (const batch of toBatches(sessions.flatMap((session) => toPageViewRows(session, getUserId)))) {
    await em.insertMany(PageView, batch);
  }
  for (const batch of toBatches(requests)) await recordRequests(em, idCaches, batch.map(toRequestRecord));
}

function toSessionRow(
  { views, key, userId, ...session }: SimulatedSession,
  getUserId: (userId: string) => number,
) {
  return { ...session, sessionKey: key, pageCount: views.length, user: getUserId(userId) };
}

function toPageViewRows(
  { id: session, userId, views }: SimulatedSession,
  getUserId: (userId: string) => number,
) {
  return views.map(({ at, ...view }) => ({ ...view, session, occurredAt: at, user: getUserId(userId) }));
}

function toRequestRecord(request: SimulatedRequest) {
  return { ...request, errorCode: null, ip: null };
}

function toBatches<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / BATCH_SIZE) }, (_, batch) =>
    rows.slice(batch * BATCH_SIZE, (batch + 1) * BATCH_SIZE),
  );
}
