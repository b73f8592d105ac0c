import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import type { KeyKind } from "./key-text.ts";

/** A key as people see it later: everything but the key. */
export interface ListedApiKey {
  id: number;
  kind: KeyKind;
  name: string;
  /** The first characters. */
  hint: string;
  /** Empty: any. */
  allowedOrigins: readonly string[];
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC; null while the key works. */
  revokedAt: string | null;
}

/** Every key that was ever made, the oldest first. */
export async function listApiKeys(em: EntityManager): Promise<ListedApiKey[]> {
  const keys = await em.fork().findAll(ApiKey, { orderBy: { id: "asc" } });

  return keys.map(({ id, kind, name, hint, allowedOrigins, createdAt, revokedAt }) => ({
    id,
    kind,
    name,
    hint,
    allowedOrigins,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}
