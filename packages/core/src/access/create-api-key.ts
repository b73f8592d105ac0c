import type { EntityManager } from "@admin-events/db";
import { ApiKey } from "@admin-events/db";
import type { KeyKind } from "./key-text.ts";
import { hashOf, hintOf, newKeyText, newSigningSecret } from "./key-text.ts";
import { ValidationError } from "../errors.ts";

export interface ApiKeyDetails {
  /** `public` keys stand in web pages and may only send events; `secret` keys belong on servers. */
  kind: KeyKind;
  /** For people: where the key is used. */
  name: string;
  /** The web origins a public key may be used from, like `https://shop.example`. None: any. */
  allowedOrigins?: readonly string[];
}

export interface NewApiKey {
  id: number;
  /** The key itself. It is not stored, so this is the only time anybody sees it. */
  key: string;
  /** With what to sign the user ids that pages send under a public key; null for a secret key. */
  signingSecret: string | null;
}

/**
 * Makes a key and stores its hash.
 *
 * @throws {ValidationError} for a name that is empty or longer than 100 characters, an origin that is none, and origins
 * of a secret key, which no web page may use.
 */
export async function createApiKey(
  em: EntityManager,
  { kind, name, allowedOrigins = [] }: ApiKeyDetails,
): Promise<NewApiKey> {
  const cleanName = name.trim();
  if (cleanName === "" || cleanName.length > 100)
    throw new ValidationError(null, "name: must have 1 to 100 characters");
  if (kind === "secret" && allowedOrigins.length > 0) {
    throw new ValidationError(
      null,
      "allowedOrigins: are for public keys; a secret key works on servers only",
    );
  }
  for (const origin of allowedOrigins) assertOrigin(origin);

  const key = newKeyText(kind);
  const signingSecret = kind === "public" ? newSigningSecret() : null;
  const id = await em.fork().insert(ApiKey, {
    kind,
    name: cleanName,
    hash: hashOf(key),
    hint: hintOf(key),
    allowedOrigins: [...new Set(allowedOrigins)],
    signingSecret,
  });

  return { id, key, signingSecret };
}

function assertOrigin(text: string): void {
  if (!URL.canParse(text) || !/^https?:/.test(text) || new URL(text).origin !== text) {
    throw new ValidationError(
      null,
      `allowedOrigins: ${JSON.stringify(text)} is no web origin; write it like https://shop.example, without a path`,
    );
  }
}
