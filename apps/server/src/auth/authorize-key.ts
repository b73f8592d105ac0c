import type { FindApiKey, FoundApiKey } from "@admin-events/core/access";
import type { SenderLimits } from "./sender-limits.ts";

/** An API key or token that is not accepted. The message tells the developer of the sender what to do. */
export class KeyRejectedError extends Error {
  override readonly name = "KeyRejectedError";
  readonly code: "UNAUTHORIZED" | "FORBIDDEN" | "TOO_MANY_REQUESTS";
  /** In seconds; only with TOO_MANY_REQUESTS. */
  readonly retryAfter: number | undefined;
  /** The key that may not be used like this; only with FORBIDDEN. */
  readonly keyId: number | undefined;

  constructor(
    code: KeyRejectedError["code"],
    message: string,
    { retryAfter, keyId }: { retryAfter?: number; keyId?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
    this.keyId = keyId;
  }
}

export interface KeyDeps {
  findKey: FindApiKey;
  senderLimits: Pick<SenderLimits, "countWrongKey">;
}

interface SentKey {
  key: string | undefined;
  /** The `Origin` header, which only browsers send. */
  origin: string | undefined;
  address: string;
}

/** Finds an API key and checks that it may be used from the origin of the request. @throws {KeyRejectedError} */
export async function authorizeKey(
  { findKey, senderLimits }: KeyDeps,
  { key, origin, address }: SentKey,
): Promise<FoundApiKey> {
  if (!key) {
    throw new KeyRejectedError("UNAUTHORIZED", "Send an API key: Authorization: Bearer pk_… or sk_…");
  }

  const found = await findKey(key);
  if (!found) {
    const retryAfter = await senderLimits.countWrongKey(address);
    if (retryAfter !== null) {
      const message = "Too many unknown API keys from this address. Check the key and retry later.";
      throw new KeyRejectedError("TOO_MANY_REQUESTS", message, { retryAfter });
    }
    throw new KeyRejectedError("UNAUTHORIZED", "This API key is unknown or was revoked. Create a new one.");
  }
  if (origin === undefined) return found;

  if (found.kind === "secret") {
    throw new KeyRejectedError(
      "FORBIDDEN",
      "Secret keys (sk_…) work on servers only. Use a public key (pk_…) in browsers.",
      { keyId: found.id },
    );
  }
  if (found.allowedOrigins.length > 0 && !found.allowedOrigins.includes(origin)) {
    throw new KeyRejectedError(
      "FORBIDDEN",
      `This API key does not allow the origin ${origin.slice(0, 200)}.`,
      { keyId: found.id },
    );
  }

  return found;
}

/** The token of an `Authorization: Bearer …` header; undefined without one. */
export function getBearerToken(authorization: string | undefined): string | undefined {
  return authorization?.match(/^Bearer +(\S+) *$/i)?.[1];
}
