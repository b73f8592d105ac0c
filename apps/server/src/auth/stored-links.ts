import { cacheLookups } from "@admin-events/core/access";
import type { Kysely } from "kysely";
import { sql } from "kysely";
import { EMAILED, hashToken } from "./create-auth.ts";

/** The sign-in links that can still be used. */
export interface StoredLinks {
  /** Cheap for any number of wrong tokens. Using the link is the real check. */
  mayExist: (token: string) => Promise<boolean>;
  hasEmailed: (email: string) => Promise<boolean>;
  /** For a link that could not be sent. */
  deleteEmailed: (email: string) => Promise<void>;
}

export function createStoredLinks(db: Kysely<unknown>): StoredLinks {
  const verifications = db as Kysely<{
    panel_verifications: { identifier: string; value: string; expires_at: Date };
  }>;
  const isEmailedTo = (email: string) =>
    sql<boolean>`value::jsonb @> ${JSON.stringify({ email, name: EMAILED })}::jsonb`;
  const findHash = cacheLookups(async (hashes) => {
    const rows = await verifications
      .selectFrom("panel_verifications")
      .select("identifier")
      .where("identifier", "in", hashes)
      .execute();

    return new Map(rows.map(({ identifier }) => [identifier, true]));
  });

  return {
    mayExist: async (token) => (await findHash(hashToken(token))) === true,
    async hasEmailed(email) {
      const row = await verifications
        .selectFrom("panel_verifications")
        .select("identifier")
        .where("expires_at", ">", sql<Date>`now()`)
        .where(isEmailedTo(email))
        .executeTakeFirst();

      return row !== undefined;
    },
    async deleteEmailed(email) {
      await verifications.deleteFrom("panel_verifications").where(isEmailedTo(email)).execute();
    },
  };
}
