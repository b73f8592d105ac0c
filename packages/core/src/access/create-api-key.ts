import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import { ValidationError } from "../errors.ts";
import type { KeyKind } from "./key-format.ts";
import { generateKey, generateSigningSecret, hashKey, toKeyHint } from "./key-format.ts";

export interface ApiKeyDetails {
  /** `public` keys are for browsers and may only send events; `secret` keys are for servers. */
  kind: KeyKind;
  name: string;
  /** The web origins that may use a public key, like `https://shop.example`. Default: any. */
  allowedOrigins?: readonly string[];
}

export interface NewApiKey {
  id: number;
  /** The key itself. It is not stored, so show it now. */
  key: string;
  /** The secret that signs user ids for browsers; null for a secret key. */
  signingSecret: string | null;
}

/** Creates a key and stores its hash. @throws {ValidationError} for an invalid name or origin, or a secret key with origins. */
export async function createApiKey(
  em: EntityManager,
  { kind, name, allowedOrigins = [] }: ApiKeyDetails,
): Promise<NewApiKey> {
  const cleanName = name.trim();
  if (cleanName === "" || cleanName.length > 100)
    throw new ValidationError("name", "must have 1 to 100 characters");
  if (kind === "secret" && allowedOrigins.length > 0) {
    throw new ValidationError(
      "allowedOrigins",
      "only public keys have origins; remove them, or create a public key",
    );
  }
  for (const origin of allowedOrigins) assertOrigin(origin);

  const key = generateKey(kind);
  const signingSecret = kind === "public" ? generateSigningSecret() : null;
  const id = await em.fork().insert(ApiKey, {
    kind,
    name: cleanName,
    hash: hashKey(key),
    hint: toKeyHint(key),
    allowedOrigins: [...new Set(allowedOrigins)],
    signingSecret,
  });

  return { id, key, signingSecret };
}

function assertOrigin(text: string): void {
  if (!URL.canParse(text) || !/^https?:/.test(text) || new URL(text).origin !== text) {
    throw new ValidationError(
      "allowedOrigins",
      `${JSON.stringify(text)} is not a web origin; write it like https://shop.example, without a path`,
    );
  }
}
