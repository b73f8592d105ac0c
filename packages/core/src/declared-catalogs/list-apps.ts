import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";

export interface DeclaringApp {
  app: string;
  /** The version that applies. */
  version: number;
  /** When this version began to apply. ISO 8601 in UTC. */
  declaredAt: string;
  eventCount: number;
  /** The API key that declared this version first; null for the command line, and for a key that no longer exists. */
  key: { id: number; name: string } | null;
}

export interface DeclaredVersionSummary extends Omit<DeclaringApp, "declaredAt"> {
  /** ISO 8601 in UTC. */
  createdAt: string;
  isCurrent: boolean;
}

/** The applications that have declared events, in the order in which they come when two declare the same name. */
export async function listApps(em: EntityManager): Promise<DeclaringApp[]> {
  const versions = await listVersions(em);
  const apps = await em
    .getKysely()
    .selectFrom("catalog_apps")
    .select(["name", "declared_at"])
    .orderBy("id")
    .execute();

  return apps.flatMap(({ name, declared_at }) => {
    const current = versions.find(({ app, isCurrent }) => app === name && isCurrent);
    if (!current) return [];

    const { app, version, eventCount, key } = current;
    return [{ app, version, declaredAt: new Date(declared_at).toISOString(), eventCount, key }];
  });
}

/** The versions that are kept, newest first, of one application or of all. */
export async function listVersions(em: EntityManager, app?: string): Promise<DeclaredVersionSummary[]> {
  const rows = await em
    .getKysely()
    .selectFrom("catalog_versions as version")
    .innerJoin("catalog_apps as app", "app.id", "version.app_id")
    .leftJoin("api_keys as key", "key.id", "version.key_id")
    .select([
      "app.name as app",
      "version.version",
      "version.created_at as createdAt",
      "version.event_count as eventCount",
      "key.id as keyId",
      "key.name as keyName",
      sql<boolean>`version.version = app.version`.as("isCurrent"),
    ])
    .$if(app !== undefined, (query) => query.where("app.name", "=", app ?? ""))
    .orderBy("app.id")
    .orderBy("version.version", "desc")
    .execute();

  return rows.map(({ keyId, keyName, createdAt, ...version }) => ({
    ...version,
    createdAt: new Date(createdAt).toISOString(),
    key: keyId === null ? null : { id: keyId, name: keyName ?? "" },
  }));
}
