import type { FindApiKey, FoundApiKey } from "@admin-events/core/access";

/** A key does not open this door. The message is a sentence for whoever set the sender up. */
export class KeyRejectedError extends Error {
  override readonly name = "KeyRejectedError";
  readonly code: "UNAUTHORIZED" | "FORBIDDEN";

  constructor(code: KeyRejectedError["code"], sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/**
 * The key with this text, if it may be used from where the request comes.
 *
 * @param origin the request's Origin header, which only browsers send.
 * @throws {KeyRejectedError}
 */
export async function authorizeKey(
  findKey: FindApiKey,
  key: string | undefined,
  origin: string | undefined,
): Promise<FoundApiKey> {
  if (!key)
    throw new KeyRejectedError(
      "UNAUTHORIZED",
      "Sending events needs a key: Authorization: Bearer pk_… or sk_….",
    );

  const found = await findKey(key);
  if (!found)
    throw new KeyRejectedError("UNAUTHORIZED", "The key is unknown or was revoked; make another one.");
  if (origin === undefined) return found;

  if (found.kind === "secret") {
    throw new KeyRejectedError(
      "FORBIDDEN",
      "A secret key (sk_…) works on servers only; use a public key (pk_…) in browsers.",
    );
  }
  if (found.allowedOrigins.length > 0 && !found.allowedOrigins.includes(origin)) {
    throw new KeyRejectedError("FORBIDDEN", `The key may not be used from ${origin.slice(0, 200)}.`);
  }

  return found;
}

/** The key of an `Authorization: Bearer …` header; undefined when there is none. */
export function bearerKey(authorization: string | undefined): string | undefined {
  return authorization?.match(/^Bearer +(\S+) *$/i)?.[1];
}
