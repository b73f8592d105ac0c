import { cleanId, parseOptionalId } from "@admin-events/core/events";
import type { JWTPayload, JWTVerifyOptions } from "jose";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import { KeyRejectedError } from "./authorize-key.ts";
import { createKeySet, KeySetUnavailableError } from "./key-set.ts";

/** How to verify the application's own tokens (JWT). Without a secret and a URL every token is rejected. */
export interface UserTokenOptions {
  /** The secret the application signs with (HS256, HS384, HS512). */
  jwtSecret?: string;
  /** The URL of the application's public keys (RS, PS, ES or EdDSA). */
  jwksUrl?: string;
  /** The required `aud`. */
  jwtAudience?: string;
}

/**
 * Verifies a token and returns its `sub`: the application's user id.
 *
 * @throws {KeyRejectedError} UNAUTHORIZED if it is forged, expired, without `sub` or `exp`, or for another audience.
 * @throws {KeySetUnavailableError} if the application's public keys cannot be read.
 */
export type ReadUserToken = (token: string) => Promise<string>;

const SECRET_ALGORITHMS = ["HS256", "HS384", "HS512"];
const KEY_PAIR_ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
];

/** Whether a bearer token is a JWT rather than an API key. */
export function isUserToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

/** jose does not check the type of `sub`. One that was made of a missing value, such as "undefined", identifies no one. */
function isUserId(sub: unknown): sub is string {
  return (
    typeof sub === "string" && cleanId(sub) === sub && parseOptionalId("sub", sub.slice(0, 200)).id !== null
  );
}

export function createUserTokenReader({ jwtSecret, jwksUrl, jwtAudience }: UserTokenOptions): ReadUserToken {
  const options: JWTVerifyOptions = {
    requiredClaims: ["sub", "exp"],
    audience: jwtAudience,
    clockTolerance: 5,
  };
  const keySet = jwksUrl === undefined ? null : createKeySet(new URL(jwksUrl));
  const secret = jwtSecret === undefined ? null : new TextEncoder().encode(jwtSecret);

  // Separate algorithms for each kind of key, otherwise a public key would pass as a secret.
  async function verify(token: string): Promise<JWTPayload> {
    const { alg = "" } = decodeProtectedHeader(token);
    if (secret && SECRET_ALGORITHMS.includes(alg))
      return (await jwtVerify(token, secret, { ...options, algorithms: SECRET_ALGORITHMS })).payload;
    if (keySet)
      return (await jwtVerify(token, keySet, { ...options, algorithms: KEY_PAIR_ALGORITHMS })).payload;

    throw new KeyRejectedError(
      "UNAUTHORIZED",
      "This server does not accept such tokens. Set JWT_SECRET or JWKS_URL.",
    );
  }

  return async (token) => {
    try {
      const { sub } = await verify(token);
      if (isUserId(sub)) return sub;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new KeyRejectedError(
          "UNAUTHORIZED",
          "The token has expired. Get a new one from the application.",
        );
      const isForged = error instanceof errors.JOSEError || error instanceof TypeError;
      if (error instanceof KeySetUnavailableError || !isForged) throw error;
    }
    throw new KeyRejectedError(
      "UNAUTHORIZED",
      "Invalid token. The application must sign it and set `sub`, `exp` and the expected `aud`.",
    );
  };
}
