import { product } from "@admin-events/catalog";
import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins";
import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { Log } from "../log.ts";

export interface AuthOptions {
  /** With the schema of the `panel_` tables. */
  db: Kysely<unknown>;
  /** The origin of this server in browsers. */
  origin: string;
  /** Empty, or the path under which the server is reached. Cookies are sent there only. */
  basePath: string;
  /** At least 32 characters; signs the cookies. */
  secret: string;
  log: Log;
}

const LINK_SECONDS = 15 * 60;
const DAY_SECONDS = 24 * 60 * 60;
/** The value in a stored token that marks an emailed link. */
export const EMAILED = "emailed";
const SESSION_SECONDS = 30 * DAY_SECONDS;

/** better-auth with the `panel_` tables and one-time links as the only way to sign in. */
export function createAuth({ db, origin, basePath, secret, log }: AuthOptions) {
  const isSecure = origin.startsWith("https:");
  const requests = new AsyncLocalStorage<{ token?: string }>();

  const auth = betterAuth({
    appName: product.name,
    baseURL: origin,
    basePath: "/api/auth",
    trustedOrigins: [origin],
    secret,
    database: { db, type: "postgres" },
    user: {
      modelName: "panel_users",
      fields: { emailVerified: "email_verified", ...timestamps },
      additionalFields: {
        role: { type: ["admin", "none"], required: true, defaultValue: "none", input: false },
      },
    },
    session: {
      modelName: "panel_sessions",
      fields: {
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...timestamps,
      },
      expiresIn: SESSION_SECONDS,
      updateAge: DAY_SECONDS,
    },
    account: {
      modelName: "panel_accounts",
      fields: {
        userId: "user_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        ...timestamps,
      },
    },
    verification: {
      modelName: "panel_verifications",
      fields: { expiresAt: "expires_at", ...timestamps },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_SECONDS,
        storeToken: { type: "custom-hasher", hash: (token) => Promise.resolve(hashToken(token)) },
        // Accounts are created together with the link, never by using it.
        disableSignUp: true,
        sendMagicLink({ token }) {
          const request = requests.getStore();
          if (request) request.token = token;
        },
      }),
    ],
    // See sign-in-limits.ts, which knows the client's address.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: `${getCookiePrefix(isSecure, basePath)}admin_events`,
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure, path: basePath || "/" },
      database: { generateId: "uuid" },
      ipAddress: { disableIpTracking: true },
    },
    telemetry: { enabled: false },
    logger: {
      disableColors: true,
      level: "warn",
      log: (level, message, ...details: unknown[]) =>
        log[level === "error" ? "error" : "warn"]({ details }, `better-auth: ${message}`),
    },
  });

  /**
   * Creates the one-time token of a sign-in link.
   *
   * @param isEmailed whether the link is emailed rather than shown to an operator.
   */
  async function createToken(email: string, isEmailed: boolean): Promise<string> {
    const request: { token?: string } = {};
    // The name is stored with the token, and has no other effect because signing up is disabled.
    const body = { email, name: isEmailed ? EMAILED : undefined };
    await requests.run(request, () => auth.api.signInMagicLink({ body, headers: new Headers() }));
    if (!request.token) throw new Error("better-auth created no sign-in token");

    return request.token;
  }

  /** @returns the session cookies; null if the token is used, expired or unknown. */
  async function redeemToken(token: string): Promise<string[] | null> {
    const response = await auth.api.magicLinkVerify({
      query: { token, callbackURL: "/", errorCallbackURL: "/" },
      headers: new Headers(),
      asResponse: true,
    });
    const cookies = response.headers.getSetCookie();

    return cookies.length > 0 ? cookies : null;
  }

  return { auth, createToken, redeemToken };
}

/** Browsers accept `__Host-` cookies from this host only, so that sibling sites cannot set them, but only for all paths. */
function getCookiePrefix(isSecure: boolean, basePath: string): string {
  if (!isSecure) return "";

  return basePath === "" ? "__Host-" : "__Secure-";
}

/** As the database stores it. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

const timestamps = { createdAt: "created_at", updatedAt: "updated_at" };
