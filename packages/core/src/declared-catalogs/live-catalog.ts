import type { AnyCatalog, EventDeclaration } from "@admin-events/catalog";
import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { LoopStatus } from "../background/index.ts";
import { keepDoing } from "../background/index.ts";
import { parseJson, restoreJson } from "../json/index.ts";
import type { Logger } from "../logger.ts";
import type { DeclaredCatalog, MergedCatalog } from "./merge-catalogs.ts";
import { mergeCatalogs } from "./merge-catalogs.ts";

/** The catalog of this process with the catalogs that applications have declared, in any process, at most two seconds ago. */
export interface LiveCatalog extends AsyncDisposable {
  getCurrent: () => MergedCatalog;
  /** Reads what was declared meanwhile. @throws any error of the database. */
  refresh: () => Promise<void>;
  getStatus: () => LoopStatus;
}

interface LiveCatalogDeps {
  fork: () => EntityManager;
  own: AnyCatalog;
  logger: Logger;
  /** Called with the first catalog, and whenever applications have declared another one, before it applies. */
  onChange?: (catalog: AnyCatalog) => Promise<void>;
}

const REFRESH_INTERVAL_MS = 2_000;
const RETRY_INTERVAL_MS = 5_000;

/** Resolves once the declared catalogs are known. @throws any error of the database. */
export async function startLiveCatalog({
  fork,
  own,
  logger,
  onChange,
}: LiveCatalogDeps): Promise<LiveCatalog> {
  let current = mergeCatalogs(own, []);
  let currentVersions: string | null = null;
  let reading: Promise<void> = Promise.resolve();

  /** One after the other, so that no older catalog replaces a newer one. */
  function refresh(): Promise<void> {
    reading = reading.then(readChanges, readChanges);
    return reading;
  }

  async function readChanges(): Promise<void> {
    const em = fork();
    const versions = JSON.stringify(await readVersions(em));
    if (versions === currentVersions) return;

    const merged = await loadCatalog(em, own);
    await onChange?.(merged.catalog);
    currentVersions = versions;
    current = merged;
  }

  await refresh();
  const refreshing = keepDoing({
    name: "Declared catalogs",
    async work() {
      await refresh();
      return REFRESH_INTERVAL_MS;
    },
    pauseAfterError: RETRY_INTERVAL_MS,
    onError: (error) => logger.warn({ error }, "Declared catalogs could not be read. Retrying."),
  });

  return {
    getCurrent: () => current,
    refresh,
    getStatus: refreshing.getStatus,
    [Symbol.asyncDispose]: () => refreshing[Symbol.asyncDispose](),
  };
}

/** A catalog with those that applications have declared. */
export async function loadCatalog(em: EntityManager, own: AnyCatalog): Promise<MergedCatalog> {
  return mergeCatalogs(own, await readDeclaredCatalogs(em));
}

/** Which version of each application applies. */
async function readVersions(em: EntityManager): Promise<object[]> {
  return em.getKysely().selectFrom("catalog_apps").select(["id", "version"]).orderBy("id").execute();
}

/** The catalogs that apply, in the order in which the applications first declared one. */
async function readDeclaredCatalogs(em: EntityManager): Promise<DeclaredCatalog[]> {
  const rows = await em
    .getKysely()
    .selectFrom("catalog_apps as app")
    .innerJoin("catalog_versions as version", (join) =>
      join.onRef("version.app_id", "=", "app.id").onRef("version.version", "=", "app.version"),
    )
    // As text, because the driver's `JSON.parse` confuses keys with escapes. See `parseJson`.
    .select(["app.name", "app.version", sql<string>`version.events::text`.as("events")])
    .orderBy("app.id")
    .execute();

  return rows.map(({ name, version, events }) => ({
    app: name,
    version,
    events: restoreJson(parseJson(events)) as Record<string, EventDeclaration>,
  }));
}
