import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins";
import { AsyncLocalStorage } from "node:async_hooks";
import type { Pool } from "pg";
import type { Log } from "../log.ts";

export interface AuthOptions {
  pool: Pool;
  /** Where browsers find this server. */
  origin: string;
  /** At least 32 characters; signs the cookies. */
  secret: string;
  log: Log;
}

const linkLifetime = 15 * 60;
const month = 30 * 24 * 60 * 60;
const day = 24 * 60 * 60;

/** Better-auth over the tables of the migration `create-panel-accounts`, with nothing but one-time links to sign in. */
export function createAuth({ pool, origin, secret, log }: AuthOptions) {
  const made = new AsyncLocalStorage<{ link?: string }>();

  const auth = betterAuth({
    appName: "Admin Events",
    baseURL: origin,
    basePath: "/api/auth",
    trustedOrigins: [origin],
    secret,
    database: pool,
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
        sendMagicLink({ url }) {
          const asked = made.getStore();
          if (asked) asked.link = url;
        },
      }),
    ],
    // Counted where the client's address is known: see sign-in-limits.ts.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "admin_events",
      useSecureCookies: origin.startsWith("https:"),
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

  /** A link that signs its first reader in and then opens `callbackUrl`; a later one ends at the sign-in page. */
  async function makeLink(email: string, callbackUrl: URL): Promise<string> {
    const asked: { link?: string } = {};
    await made.run(asked, () =>
      auth.api.signInMagicLink({
        // Better-auth decodes the address once more than it encodes it.
        body: { email, callbackURL: callbackUrl.href.replaceAll("%", "%25"), errorCallbackURL: "/sign-in" },
        headers: new Headers(),
      }),
    );
    if (!asked.link) throw new Error("Better-auth made no sign-in link.");

    return asked.link;
  }

  return { auth, makeLink };
}

const timestamps = { createdAt: "created_at", updatedAt: "updated_at" };
