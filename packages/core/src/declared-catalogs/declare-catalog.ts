import type { EventDeclaration } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import { createHash } from "node:crypto";
import { lockKeys } from "../advisory-lock.ts";
import { ValidationError } from "../errors.ts";
import { toCanonicalJson } from "./canonical-json.ts";
import { assertReadableSchemas } from "./declared-event.ts";

export interface CatalogToDeclare {
  app: string;
  /** The API key that declares it; null for the command line. */
  keyId: number | null;
  events: Readonly<Record<string, EventDeclaration>>;
}

export interface DeclaredVersion {
  version: number;
  /** Whether another version applied before. */
  isChanged: boolean;
}

export const MAX_APPS = 50;
/** The versions of an application that are kept, besides the one that applies. */
const MAX_VERSIONS = 50;

/**
 * Makes these events the ones that the application declares. The same content is the same version, and costs one query and no write if
 * it applies already.
 *
 * @throws {ValidationError} for a schema that cannot be used, or too many applications.
 */
export async function declareCatalog(
  em: EntityManager,
  { app, keyId, events }: CatalogToDeclare,
): Promise<DeclaredVersion> {
  const hash = createHash("sha256").update(toCanonicalJson(events)).digest("hex");
  const current = await findCurrentVersion(em, app, hash);
  if (current !== null) return { version: current, isChanged: false };

  await assertReadableSchemas(events);

  return em.transactional(async (em) => {
    // One after the other, so that processes that start together store one version.
    await sql`select pg_advisory_xact_lock(${lockKeys(em, "declared catalogs")})`.execute(em.getKysely());
    const stored = await findCurrentVersion(em, app, hash);
    if (stored !== null) return { version: stored, isChanged: false };

    const appId = await findOrCreateApp(em, app);
    const version = await findOrCreateVersion(em, { appId, hash, keyId, events });
    await em
      .getKysely()
      .updateTable("catalog_apps")
      .set({ version, declared_at: sql`now()` })
      .where("id", "=", appId)
      .execute();
    await em
      .getKysely()
      .deleteFrom("catalog_versions")
      .where("app_id", "=", appId)
      .where("version", "!=", version)
      .where(
        "version",
        "<=",
        sql<number>`(select max(version) from ${tables.catalogVersions} where app_id = ${appId}) - ${MAX_VERSIONS}::int`,
      )
      .execute();

    return { version, isChanged: true };
  });
}

/** Takes back everything that an application has declared. @returns false if there is no such application. */
export async function removeApp(em: EntityManager, app: string): Promise<boolean> {
  return em.transactional(async (em) => {
    const removed = await em
      .getKysely()
      .deleteFrom("catalog_apps")
      .where("name", "=", app)
      .returning("id")
      .executeTakeFirst();
    if (!removed) return false;

    await em.getKysely().deleteFrom("catalog_versions").where("app_id", "=", removed.id).execute();
    return true;
  });
}

/** The version of an application that applies, if it has this content. */
async function findCurrentVersion(em: EntityManager, app: string, hash: string): Promise<number | null> {
  const found = await em
    .getKysely()
    .selectFrom("catalog_apps as app")
    .innerJoin("catalog_versions as version", (join) =>
      join.onRef("version.app_id", "=", "app.id").onRef("version.version", "=", "app.version"),
    )
    .select("app.version")
    .where("app.name", "=", app)
    .where("version.hash", "=", hash)
    .executeTakeFirst();

  return found?.version ?? null;
}

async function findOrCreateApp(em: EntityManager, name: string): Promise<number> {
  const db = em.getKysely();
  const found = await db.selectFrom("catalog_apps").select("id").where("name", "=", name).executeTakeFirst();
  if (found) return found.id;

  const { count } = await db
    .selectFrom("catalog_apps")
    .select(sql<number>`count(*)::int`.as("count"))
    .executeTakeFirstOrThrow();
  if (count >= MAX_APPS) {
    throw new ValidationError(
      "app",
      `would be the ${MAX_APPS + 1}st application; remove one with \`pnpm cli catalog remove <app>\``,
    );
  }
  const { id } = await db
    .insertInto("catalog_apps")
    .values({ name, version: 0 })
    .returning("id")
    .executeTakeFirstOrThrow();

  return id;
}

interface NewVersion extends Pick<CatalogToDeclare, "keyId" | "events"> {
  appId: number;
  hash: string;
}

async function findOrCreateVersion(
  em: EntityManager,
  { appId, hash, keyId, events }: NewVersion,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    with known as (
      select version from ${tables.catalogVersions} where app_id = ${appId} and hash = ${hash}
    ),
    added as (
      insert into ${tables.catalogVersions} (app_id, version, hash, events, event_count, key_id)
      select
        ${appId}, coalesce((select max(version) from ${tables.catalogVersions} where app_id = ${appId}), 0) + 1,
        ${hash}, ${JSON.stringify(events)}::jsonb, ${Object.keys(events).length}::int, ${keyId}::int
      where not exists (select from known)
      returning version
    )
    select version from known union all select version from added`.execute(em.getKysely());

  return rows[0]?.version ?? 0;
}
