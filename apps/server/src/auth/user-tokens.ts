import type { JWTPayload, JWTVerifyOptions } from "jose";
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { KeyRejectedError } from "./authorize-key.ts";

/** How the application's own tokens are known. With neither, nobody comes in by one. */
export interface UserTokenOptions {
  /** The secret the application signs with (HS256, HS384, HS512). */
  jwtSecret?: string;
  /** Where the application publishes the keys it signs with (RS, PS, ES or EdDSA). */
  jwksUrl?: string;
  /** The `aud` that tokens must name. */
  jwtAudience?: string;
}

/**
 * The person whose token this is: its `sub`, the application's own id.
 *
 * @throws {KeyRejectedError} UNAUTHORIZED for a token that is forged, over, without `sub` or `exp`, or for somebody else.
 */
export type ReadUserToken = (token: string) => Promise<string>;

/** Whether the text of a Bearer header is a token rather than a key. */
export function isToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);
}

export function createUserTokenReader({ jwtSecret, jwksUrl, jwtAudience }: UserTokenOptions): ReadUserToken {
  const options: JWTVerifyOptions = {
    requiredClaims: ["sub", "exp"],
    audience: jwtAudience,
    clockTolerance: 5,
  };
  const keySet = jwksUrl === undefined ? null : createRemoteJWKSet(new URL(jwksUrl));
  const secret = jwtSecret === undefined ? null : new TextEncoder().encode(jwtSecret);

  // Each kind of key takes its own algorithms only, else a published key would pass for a secret.
  async function verified(token: string): Promise<JWTPayload> {
    const { alg = "" } = decodeProtectedHeader(token);
    if (secret && bySecret.includes(alg))
      return (await jwtVerify(token, secret, { ...options, algorithms: bySecret })).payload;
    if (keySet) return (await jwtVerify(token, keySet, { ...options, algorithms: byKeyPair })).payload;

    throw new KeyRejectedError("UNAUTHORIZED", "This server takes no tokens: set JWT_SECRET or JWKS_URL.");
  }

  return async (token) => {
    try {
      const { sub } = await verified(token);
      if (sub) return sub;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new KeyRejectedError("UNAUTHORIZED", "The token is over; get a new one from the application.");
      const isOurTrouble = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
      const isForged = error instanceof errors.JOSEError || error instanceof TypeError;
      if (isOurTrouble || !isForged) throw error;
    }
    throw new KeyRejectedError(
      "UNAUTHORIZED",
      "The token is not one that this server takes: the application must sign it, with `sub`, `exp` and the right `aud`.",
    );
  };
}

const bySecret = ["HS256", "HS384", "HS512"];
const byKeyPair = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];
