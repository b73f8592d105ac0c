import type { FindApiKey, FoundApiKey } from "@admin-events/core/access";

/** An API key or token that is not accepted. The message tells the developer of the sender what to do. */
export class KeyRejectedError extends Error {
  override readonly name = "KeyRejectedError";
  readonly code: "UNAUTHORIZED" | "FORBIDDEN";

  constructor(code: KeyRejectedError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Finds an API key and checks that it may be used from the origin of the request.
 *
 * @param origin the `Origin` header, which only browsers send.
 * @throws {KeyRejectedError}
 */
export async function authorizeKey(
  findKey: FindApiKey,
  key: string | undefined,
  origin: string | undefined,
): Promise<FoundApiKey> {
  if (!key) {
    throw new KeyRejectedError("UNAUTHORIZED", "Send an API key: Authorization: Bearer pk_… or sk_…");
  }

  const found = await findKey(key);
  if (!found) {
    throw new KeyRejectedError("UNAUTHORIZED", "This API key is unknown or was revoked. Create a new one.");
  }
  if (origin === undefined) return found;

  if (found.kind === "secret") {
    throw new KeyRejectedError(
      "FORBIDDEN",
      "Secret keys (sk_…) work on servers only. Use a public key (pk_…) in browsers.",
    );
  }
  if (found.allowedOrigins.length > 0 && !found.allowedOrigins.includes(origin)) {
    throw new KeyRejectedError(
      "FORBIDDEN",
      `This API key does not allow the origin ${origin.slice(0, 200)}.`,
    );
  }

  return found;
}

/** The token of an `Authorization: Bearer …` header; undefined without one. */
export function getBearerToken(authorization: string | undefined): string | undefined {
  return authorization?.match(/^Bearer +(\S+) *$/i)?.[1];
}
