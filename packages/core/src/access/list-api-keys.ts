import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import type { KeyKind } from "./key-format.ts";

export interface ListedApiKey {
  id: number;
  kind: KeyKind;
  name: string;
  hint: string;
  allowedOrigins: readonly string[];
  /** ISO 8601 in UTC. */
  createdAt: string;
  /** ISO 8601 in UTC; null for an active key. */
  revokedAt: string | null;
}

/** All keys, revoked ones too, oldest first. */
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
