import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { cacheLookups } from "./cache-lookups.ts";

/** Whether pages of an origin may send events with any public key. */
export type IsOriginAllowed = (origin: string) => Promise<boolean>;

/**
 * Creates a check for CORS preflights, which do not contain the key. Caches each answer for ten seconds.
 */
export function createOriginCheck(em: EntityManager): IsOriginAllowed {
  return cacheLookups(async (origin) => {
    const key = await em
      .fork()
      .getKysely()
      .selectFrom("api_keys")
      .select("id")
      .where("kind", "=", "public")
      .where("revoked_at", "is", null)
      .where(sql<boolean>`(allowed_origins = '{}' or ${origin} = any(allowed_origins))`)
      .limit(1)
      .executeTakeFirst();

    return key !== undefined;
  });
}
