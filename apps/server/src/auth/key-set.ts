import type { JWTVerifyGetKey } from "jose";
import { createLocalJWKSet, createRemoteJWKSet, errors } from "jose";

/** The public keys of the application cannot be read, so no token can be judged. */
export class KeySetUnavailableError extends Error {
  override readonly name = "KeySetUnavailableError";
}

const TIMEOUT_MS = 3_000;
/** While the keys cannot be read, tokens do not cause a request each. */
const RETRY_MS = 5_000;
/** How long keys that were read once remain valid while they cannot be read again. */
const MAX_STALE_MS = 60 * 60 * 1_000;

/** The public keys at a URL, read again after ten minutes and for an unknown key. @throws {KeySetUnavailableError} */
export function createKeySet(url: URL): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, { timeoutDuration: TIMEOUT_MS });
  let failure: { error: unknown; at: number } | null = null;
  let readAt = 0;

  async function getRemoteKey(...[header, token]: Parameters<JWTVerifyGetKey>) {
    if (failure && Date.now() - failure.at < RETRY_MS) throw failure.error;

    try {
      const key = await remote(header, token);
      [failure, readAt] = [null, Date.now()];
      return key;
    } catch (error) {
      if (isAboutToken(error)) throw error;
      failure = { error, at: Date.now() };
      throw error;
    }
  }

  return async (header, token) => {
    try {
      return await getRemoteKey(header, token);
    } catch (error) {
      if (isAboutToken(error)) throw error;
      const known = remote.jwks();
      if (known && Date.now() - readAt < MAX_STALE_MS) {
        const key = await createLocalJWKSet(known)(header, token).catch(() => null);
        if (key) return key;
      }
      throw new KeySetUnavailableError(`The public keys at ${url.origin} cannot be read.`, { cause: error });
    }
  };
}

/** The keys were read, and none fits the token. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
