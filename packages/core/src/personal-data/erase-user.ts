import type { AnyCatalog } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { recordChainErasures } from "../activity/index.ts";
import { lockKeys } from "../advisory-lock.ts";
import { anyOf } from "../any-of.ts";
import { ERASED_ACTION } from "../data-retention/index.ts";
import type { Inbox, RecordEvents } from "../events/index.ts";
import type { UserDataCounts } from "./count-user-data.ts";
import { countUserData } from "./count-user-data.ts";
import type { ErasureMode } from "./erasure/erased-people.sql.ts";
import { rememberErased } from "./erasure/erased-people.sql.ts";
import { eraseEvents } from "./erasure/erase-events.sql.ts";
import { deleteReports, findAllMentions } from "./mentions/find-mentions.sql.ts";
import type { KnownPerson } from "./person/find-person.sql.ts";
import { findPerson } from "./person/find-person.sql.ts";
import { listRemains } from "./erasure/list-remains.ts";
import { createPersonMatcher } from "./person/person-matcher.ts";
import type { PersonalTable } from "./personal-data.ts";
import { replaceMentions } from "./mentions/replace-mentions.sql.ts";

export interface Erasure {
  /** The application's own id, or `anonymous:…` for a visitor. */
  userId: string;
  /**
   * - `detach` deletes the person with their visitors, sessions and page views. Their events and requests lose the person.
   * - `anonymise` also removes their ids, email addresses, names and personal metadata everywhere else.
   * - `drop-metadata` also removes all metadata of events by and about them.
   */
  mode: ErasureMode;
  catalog: AnyCatalog;
  /** Default: now. A repeated erasure, such as after a restore, passes the time of the first. */
  erasedAt?: Date;
}

export interface ErasureResult extends UserDataCounts {
  /** Events whose texts or ids changed. */
  changedEvents: number;
  /** Rows of other tables whose texts changed. */
  changedRows: number;
  /** What still refers to the person and is left on purpose, as messages that say what to do. */
  remains: string[];
}

export interface ErasureDeps {
  fork: () => EntityManager;
  record: RecordEvents;
  inbox: Pick<Inbox, "drain">;
}

/**
 * Erases a person, and logs an activity `person.erased` without their id. Counts stay correct. What they did before arrives
 * later without a person; what they do afterwards belongs to a new person who starts empty.
 *
 * @returns what there was before; null if nothing is about this person.
 */
export async function eraseUser(
  { fork, record, inbox }: ErasureDeps,
  { userId, mode, catalog, erasedAt = new Date() }: Erasure,
): Promise<ErasureResult | null> {
  await inbox.drain();
  // The search takes long where there are many events. Inside the transaction, the live feed would wait for it.
  const mentions = mode === "detach" ? noMentions : await searchMentions(fork(), userId);

  return fork().transactional(async (em) => {
    const counts = await countUserData(em, userId);
    const person = counts && (await lockPerson(em, userId));
    if (!person) return null;

    const erasureId = uuidv7();
    const erased =
      mode === "detach" ? noChanges : await eraseChained(em, { person, catalog, erasureId, mode, mentions });
    await em.getKysely().deleteFrom("users").where("id", "=", anyOf(person.internalIds, "int")).execute();
    // Those of the person's own rows are gone by now.
    const matcher = createPersonMatcher(person.identifiers);
    const rows =
      mode === "detach"
        ? 0
        : (await replaceMentions(em, matcher, mentions)) + (await deleteReports(em, matcher));
    await rememberErased(em, { ids: person.identifiers.ids, erasedAt, mode });
    await record(em, [createLogEntry(erasureId, { mode, counts, ...erased })], { allowUnknownNames: true });

    return {
      ...counts,
      changedEvents: erased.events,
      changedRows: rows,
      remains: await listRemains(em, person, mode),
    };
  });
}

/** Events that arrive while the person is erased wait until they are gone. */
async function lockPerson(em: EntityManager, userId: string): Promise<KnownPerson | null> {
  const person = await findPerson(em, userId);
  await em
    .getKysely()
    .selectFrom("users")
    .select("id")
    .where("id", "=", anyOf(person?.internalIds ?? [], "int"))
    .orderBy("id")
    .forUpdate()
    .execute();

  return person;
}

interface Changes {
  events: number;
  /** Of the changed activities in the hash chain; null without any. */
  digest: string | null;
}

const noChanges: Changes = { events: 0, digest: null };

type Mentions = ReadonlyMap<PersonalTable, readonly string[]>;
const noMentions: Mentions = new Map();

async function searchMentions(em: EntityManager, userId: string): Promise<Mentions> {
  const person = await findPerson(em, userId);

  return person ? findAllMentions(em, createPersonMatcher(person.identifiers)) : noMentions;
}

interface EventErasure extends Pick<Erasure, "catalog" | "mode"> {
  person: KnownPerson;
  erasureId: string;
  mentions: Mentions;
}

async function eraseChained(
  em: EntityManager,
  { person, catalog, erasureId, mode, mentions }: EventErasure,
): Promise<Changes> {
  // The chain must not read activities while they change.
  await sql`select pg_advisory_xact_lock(${lockKeys(em, "hash chain")})`.execute(em.getKysely());
  const eventIds = await eraseEvents(em, {
    person,
    catalog,
    mentions: mentions.get("events") ?? [],
    dropsMetadata: mode === "drop-metadata",
  });

  return { events: eventIds.length, digest: await recordChainErasures(em, erasureId, eventIds) };
}

function createLogEntry(
  id: string,
  { mode, counts, events, digest }: Changes & { mode: ErasureMode; counts: UserDataCounts },
) {
  return {
    id,
    name: ERASED_ACTION,
    resourceType: "erasure",
    resourceId: id,
    actorRole: "system",
    module: "privacy",
    mode: "manual",
    metadata: { extent: mode, ...counts, changedEvents: events, ...(digest !== null && { digest }) },
  };
}
