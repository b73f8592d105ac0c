import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import { rememberAnswers } from "./remember-answers.ts";
import { tables } from "@admin-events/db";

/** Whether pages of an origin may send events with some public key. */
export type IsOriginAllowed = (origin: string) => Promise<boolean>;

/**
 * Asks which origins may send events at all, and remembers each answer for ten seconds. A browser asks this before it
 * shows the key.
 */
export function createOriginCheck(em: EntityManager): IsOriginAllowed {
  return rememberAnswers(async (origin) => {
    const { rows } = await sql`
      select from ${tables.apiKeys}
      where kind = 'public' and revoked_at is null
        and (allowed_origins = '{}' or ${origin} = any(allowed_origins))
      limit 1`.execute(em.fork().getKysely());

    return rows.length > 0;
  });
}
