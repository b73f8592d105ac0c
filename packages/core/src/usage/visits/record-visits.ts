import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { lockKeys } from "../../advisory-lock.ts";
import type { Dictionaries } from "../../events/index.ts";
import { withKnownPeople } from "../with-known-people.ts";
import { addPageView, keepPageDuration } from "./page-views.ts";
import { findSession, openSession, touchSession } from "./sessions.ts";
import type { Visit } from "./visit.ts";

/** What became of a page view or a heartbeat. */
export interface RecordedVisit {
  /** Whether the page view was stored before. Never for a heartbeat. */
  isDuplicate: boolean;
}

/**
 * Stores page views and heartbeats of one person's session in the order given: the session is opened, or extended when
 * it is theirs and went on within the last 30 minutes. One transaction. Whoever else uses the same name for a session
 * gets one of their own and learns nothing.
 */
export async function recordVisits(
  em: EntityManager,
  { people }: Pick<Dictionaries, "people">,
  visits: readonly Visit[],
): Promise<RecordedVisit[]> {
  const [first] = visits;
  if (!first) return [];

  return withKnownPeople(people, () => writeVisits(em, people, first, visits));
}

async function writeVisits(
  em: EntityManager,
  people: Dictionaries["people"],
  { ownerId, formerOwnerId, sessionKey }: Visit,
  visits: readonly Visit[],
): Promise<RecordedVisit[]> {
  const numbers = await people.resolveIds(em, [ownerId, ...(formerOwnerId ? [formerOwnerId] : [])]);
  const owner = numbers.get(ownerId) ?? 0;
  const owners = [owner, numbers.get(formerOwnerId ?? "") ?? owner];

  return em.transactional(async (em) => {
    // Two tabs of one session take turns, also before it has a row to lock.
    await sql`select pg_advisory_xact_lock(${lockKeys(em, `session ${sessionKey}`)})`.execute(em.getKysely());

    const recorded: RecordedVisit[] = [];
    for (const visit of visits) recorded.push({ isDuplicate: !(await record(em, owner, owners, visit)) });

    return recorded;
  });
}

async function record(
  em: EntityManager,
  owner: number,
  owners: readonly number[],
  visit: Visit,
): Promise<boolean> {
  const session = (await findSession(em, owners, visit)) ?? (await openSession(em, owner, visit));

  if (visit.type === "heartbeat") {
    await touchSession(em, session, visit.at, 0);
    await keepPageDuration(em, owners, visit);
    return true;
  }
  const isNew = await addPageView(em, session, owner, visit);
  // A page view that is sent again must not count twice, but somebody is there all the same.
  await touchSession(em, session, visit.at, isNew ? 1 : 0);

  return isNew;
}
