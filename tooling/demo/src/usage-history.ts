import type { Dictionaries } from "@admin-events/core/events";
import { recordRequests } from "@admin-events/core/usage";
import type { EntityManager } from "@admin-events/db";
import { PageView, Session } from "@admin-events/db";
import type { SimulatedEvent, SimulatedRequest, SimulatedSession } from "@admin-events/example/simulation";
import { simulateUsage } from "@admin-events/example/simulation";

const batchSize = 2_000;

/** Stores the sessions, page views and requests that go with the events, inside the caller's transaction. */
export async function fillUsage(
  em: EntityManager,
  dictionaries: Dictionaries,
  events: readonly SimulatedEvent[],
  seed: string,
): Promise<void> {
  const { sessions, requests } = simulateUsage(events, seed);
  const people = await dictionaries.people.resolveIds(em, new Set(sessions.map(({ userId }) => userId)));
  const numberOf = (userId: string) => people.get(userId) ?? 0;

  for (const batch of batchesOf(sessions)) {
    await em.insertMany(
      Session,
      batch.map((session) => sessionRow(session, numberOf)),
    );
  }
  for (const batch of batchesOf(sessions.flatMap((session) => viewRows(session, numberOf)))) {
    await em.insertMany(PageView, batch);
  }
  for (const batch of batchesOf(requests)) await recordRequests(em, dictionaries, batch.map(lived));
}

function sessionRow(
  { views, key, userId, ...session }: SimulatedSession,
  numberOf: (userId: string) => number,
) {
  return { ...session, sessionKey: key, pageCount: views.length, user: numberOf(userId) };
}

function viewRows({ id: session, userId, views }: SimulatedSession, numberOf: (userId: string) => number) {
  return views.map(({ at, ...view }) => ({ ...view, session, occurredAt: at, user: numberOf(userId) }));
}

function lived(request: SimulatedRequest) {
  return { ...request, errorCode: null, ip: null };
}

function batchesOf<Row>(rows: readonly Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / batchSize) }, (_, batch) =>
    rows.slice(batch * batchSize, (batch + 1) * batchSize),
  );
}
