import type { EntityManager } from "@admin-events/db";
import type { IdCaches } from "../../events/index.ts";
import { retryAfterUserDeletion } from "../retry-after-user-deletion.ts";
import { insertPageView, raisePageDuration } from "./page-views.sql.ts";
import { extendSession, findSession, lockSession, openSession } from "./sessions.sql.ts";
import type { Visit } from "./visit.ts";

export interface RecordedVisit {
  /** Whether the page view was stored before. Always false for a heartbeat. */
  isDuplicate: boolean;
  /** Whether it was not stored, because its owner was erased after it happened. */
  isErased: boolean;
}

/** In order, in one transaction. Extends a session of the same owner that was active within 30 minutes, else opens one. */
export async function recordVisits(
  em: EntityManager,
  { people }: Pick<IdCaches, "people">,
  visits: readonly Visit[],
): Promise<RecordedVisit[]> {
  const [first] = visits;
  if (!first) return [];

  return retryAfterUserDeletion(people, () => writeVisits(em, people, first, visits));
}

async function writeVisits(
  em: EntityManager,
  people: IdCaches["people"],
  { ownerId, formerOwnerId, sessionKey }: Visit,
  visits: readonly Visit[],
): Promise<RecordedVisit[]> {
  const ids = await people.resolveIds(
    em,
    visits.flatMap(({ at }) => [{ id: ownerId, at }, ...(formerOwnerId ? [{ id: formerOwnerId, at }] : [])]),
  );

  return em.transactional(async (em) => {
    await lockSession(em, sessionKey);

    const recorded: RecordedVisit[] = [];
    for (const visit of visits) {
      const owner = ids.get(ownerId, visit.at);
      if (owner === undefined) {
        recorded.push({ isDuplicate: false, isErased: true });
        continue;
      }
      const owners = [owner, (formerOwnerId && ids.get(formerOwnerId, visit.at)) || owner];
      recorded.push({ isDuplicate: !(await writeVisit(em, owner, owners, visit)), isErased: false });
    }

    return recorded;
  });
}

/** @returns false for a duplicate. */
async function writeVisit(
  em: EntityManager,
  owner: number,
  owners: readonly number[],
  visit: Visit,
): Promise<boolean> {
  const sessionId = (await findSession(em, owners, visit)) ?? (await openSession(em, owner, visit));

  if (visit.type === "heartbeat") {
    await extendSession(em, sessionId, visit.at, 0);
    await raisePageDuration(em, owners, visit);
    return true;
  }
  const isNew = await insertPageView(em, sessionId, owner, visit);
  // A duplicate page view is not counted again, but still is an activity.
  await extendSession(em, sessionId, visit.at, isNew ? 1 : 0);

  return isNew;
}
