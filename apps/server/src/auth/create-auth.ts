import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely } from "kysely";
import type { Log } from "../log.ts";

export interface AuthOptions {
  /** Finds the `panel_` tables. */
  db: Kysely<unknown>;
  /** Where browsers find this server. */
  origin: string;
  /** At least 32 characters; signs the cookies. */
  secret: string;
  log: Log;
}

const linkLifetime = 15 * 60;
const month = 30 * 24 * 60 * 60;
const day = 24 * 60 * 60;

/** Better-auth over the `panel_` tables, with nothing but one-time links to sign in. */
export function createAuth({ db, origin, secret, log }: AuthOptions) {
  const isSecure = origin.startsWith("https:");
  const made = new AsyncLocalStorage<{ token?: string }>();

  const auth = betterAuth({
    appName: "Admin Events",
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
      expiresIn: month,
      updateAge: day,
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
        expiresIn: linkLifetime,
        storeToken: "hashed",
        // Accounts are made by whoever asks for the link, never by whoever follows it.
        disableSignUp: true,
        sendMagicLink({ token }) {
          const asked = made.getStore();
          if (asked) asked.token = token;
        },
      }),
    ],
    // Counted where the client's address is known: see sign-in-limits.ts.
    rateLimit: { enabled: false },
    advanced: {
      // Browsers keep a cookie of this prefix for this very host: no sibling site can set or shadow it.
      cookiePrefix: isSecure ? "__Host-admin_events" : "admin_events",
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure },
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

  /** What a link carries: it signs in once, whoever shows it first. */
  async function makeToken(email: string): Promise<string> {
    const asked: { token?: string } = {};
    await made.run(asked, () => auth.api.signInMagicLink({ body: { email }, headers: new Headers() }));
    if (!asked.token) throw new Error("Better-auth made no sign-in token.");

    return asked.token;
  }

  /** Signs in whoever shows a token. @returns the cookies that say so; null for a token that is used, late or unknown. */
  async function takeToken(token: string): Promise<string[] | null> {
    const answer = await auth.api.magicLinkVerify({
      query: { token, callbackURL: "/", errorCallbackURL: "/" },
      headers: new Headers(),
      asResponse: true,
    });
    const cookies = answer.headers.getSetCookie();

    return cookies.length > 0 ? cookies : null;
  }

  return { auth, makeToken, takeToken };
}

const timestamps = { createdAt: "created_at", updatedAt: "updated_at" };
