import type { EntityManager } from "@admin-events/db";
import { cacheLookups } from "./cache-lookups.ts";

/** Whether pages of an origin may send events with any public key. */
export type IsOriginAllowed = (origin: string) => Promise<boolean>;

/** A host name has at most 253 characters. */
const MAX_ORIGIN_LENGTH = 300;

/** A check for CORS preflights, which do not contain the key. Caches each answer for ten seconds. */
export function createOriginCheck(em: EntityManager): IsOriginAllowed {
  const findAllowed = cacheLookups(async (origins) => {
    const keys = await em
      .fork()
      .getKysely()
      .selectFrom("api_keys")
      .select("allowed_origins")
      .where("kind", "=", "public")
      .where("revoked_at", "is", null)
      .execute();
    const allowed = new Set(keys.flatMap(({ allowed_origins }) => allowed_origins));
    const areAllAllowed = keys.some(({ allowed_origins }) => allowed_origins.length === 0);

    return new Map(
      origins.filter((origin) => areAllAllowed || allowed.has(origin)).map((origin) => [origin, true]),
    );
  });

  return async (origin) => origin.length <= MAX_ORIGIN_LENGTH && (await findAllowed(origin)) === true;
}
