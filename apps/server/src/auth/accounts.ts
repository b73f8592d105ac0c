import { product } from "@admin-events/catalog";
import { findPanelMember, makeAdmin } from "@admin-events/core/access";
import { ValidationError } from "@admin-events/core/errors";
import type { EntityManager } from "@admin-events/db";
import type { ConnectionOptions } from "@admin-events/db/connections";
import { toPoolConfig } from "@admin-events/db/connections";
import { fromNodeHeaders } from "better-auth/node";
import type { IncomingHttpHeaders } from "node:http";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { z } from "zod";
import type { Log } from "../log.ts";
import type { Mail, Mailer } from "../mail/mailer.ts";
import type { AuthOptions } from "./create-auth.ts";
import { createAuth } from "./create-auth.ts";
import { createStoredLinks } from "./stored-links.ts";

interface Member {
  id: string;
  email: string;
  name: string | null;
  role: "admin" | "none";
}

interface Session {
  /** Null without a valid session. */
  member: Member | null;
  /** `Set-Cookie` headers that extend the session; usually none. */
  cookies: string[];
}

/** The panel's accounts and sessions. */
export interface Accounts {
  /** The member whose session cookie the headers contain; null without a valid session. */
  findMember: (headers: IncomingHttpHeaders) => Promise<Member | null>;
  /** As `findMember`, and extends the session by a month once a day. */
  extendSession: (headers: IncomingHttpHeaders) => Promise<Session>;
  /**
   * Sends a one-time link to an address with a panel account, or to the administrator, unless one that was sent can still
   * be used. Returns immediately and in the same way for every address, so that callers cannot probe for accounts.
   */
  requestSignInLink: (email: string, returnTo?: string) => void;
  /**
   * Creates a one-time link, valid for 15 minutes, and an admin account if there is none.
   * Throws ValidationError for an invalid email address.
   */
  createSignInLink: (email: string) => Promise<string>;
  /**
   * Signs in with the token of a link. `location` is always within this panel: `returnTo` below the base path, or the sign-in
   * page with an error if the token is used, expired or unknown.
   */
  signInWithToken: (token: string, returnTo: string) => Promise<{ cookies: string[]; location: string }>;
  /** Ends the session. The response clears its cookies. */
  signOut: (headers: IncomingHttpHeaders) => Promise<Response>;
  /** Whether links can be emailed. */
  canEmailLinks: boolean;
  /** Waits for mails in progress. */
  close: () => Promise<void>;
}

export interface AccountsOptions extends Omit<AuthOptions, "db"> {
  url: string;
  schema: string;
  em: EntityManager;
  mailer: Mailer;
  /** Can always sign in, as an admin. */
  adminEmail?: string;
  log: Log;
}

/** A pool of its own, so that nobody is signed out while others wait for the database. */
const SESSION: ConnectionOptions = {
  applicationName: "admin-events accounts",
  connectTimeoutMs: 5_000,
  lockTimeoutMs: 1_000,
  statementTimeoutMs: 5_000,
};
/** To all accounts together. */
const MAX_MAILS_PER_HOUR = 100;
const MAX_PENDING_REQUESTS = 100;

export function createAccounts({
  url,
  schema,
  em,
  mailer,
  adminEmail,
  ...options
}: AccountsOptions): Accounts {
  const { log, origin, basePath } = options;
  const pool = new Pool({ ...toPoolConfig(url, SESSION), max: 5 });
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
  pool.on("error", (error) => log.warn({ error }, "Database connection for sessions lost"));
  // When a connection in use breaks, its statement fails and reports the error.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const { auth, createToken, redeemToken } = createAuth({ ...options, db });
  const storedLinks = createStoredLinks(db);
  const mailLimit = new RateLimiterMemory({ points: MAX_MAILS_PER_HOUR, duration: 60 * 60 });
  const pending = new Map<string, Promise<void>>();

  /** Links to a page with a button, because mail scanners open links. */
  async function createLink(email: string, returnTo: string, isEmailed: boolean): Promise<string> {
    const link = new URL(`${basePath}/sign-in/link`, origin);
    const { pathname, search, hash } = resolveWithin(origin, returnTo);
    link.searchParams.set("token", await createToken(email, isEmailed));
    if (pathname + search + hash !== "/") link.searchParams.set("returnTo", pathname + search + hash);

    return link.href;
  }

  async function sendLinkIfKnown(email: string, returnTo: string): Promise<void> {
    const isAdministrator = email === adminEmail;
    const isKnown = isAdministrator || (await findPanelMember(em.fork(), email)) !== null;
    if (!isKnown) {
      log.info("Sign-in link requested for an address without a panel account; no mail sent");
      return;
    }

    if (await storedLinks.hasEmailed(email)) {
      log.info("Sign-in link requested while the last one is valid; no mail sent");
      return;
    }
    // Never the administrator, whom others must not keep out.
    if (!isAdministrator && !(await isWithinMailLimit())) return;

    if (isAdministrator) await makeAdmin(em.fork(), email);
    const link = await createLink(email, returnTo, true);
    try {
      await mailer.send(createSignInMail(email, link));
    } catch (error) {
      // The next request tries again.
      await storedLinks.deleteEmailed(email);
      throw error;
    }
  }

  async function isWithinMailLimit(): Promise<boolean> {
    try {
      await mailLimit.consume("all");
      return true;
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      log.warn(`More than ${MAX_MAILS_PER_HOUR} sign-in links were requested within an hour; no mail sent`);
      return false;
    }
  }

  return {
    async findMember(headers) {
      if (!headers.cookie) return null;

      const session = await auth.api.getSession({
        headers: fromNodeHeaders(headers),
        query: { disableRefresh: true },
      });
      return session && toMember(session.user);
    },

    async extendSession(headers) {
      if (!headers.cookie) return { member: null, cookies: [] };

      const { response: session, headers: answer } = await auth.api.getSession({
        headers: fromNodeHeaders(headers),
        returnHeaders: true,
      });
      return { member: session && toMember(session.user), cookies: answer.getSetCookie() };
    },

    requestSignInLink(email, returnTo = "/") {
      const address = normalize(email);
      if (pending.has(address) || pending.size >= MAX_PENDING_REQUESTS) return;

      const sending = sendLinkIfKnown(address, returnTo)
        .catch((error: unknown) => log.error({ error }, "Sending a sign-in link failed"))
        .finally(() => pending.delete(address));
      pending.set(address, sending);
    },

    async createSignInLink(email) {
      const address = normalize(email);
      if (!z.email().safeParse(address).success) {
        throw new ValidationError(null, `${JSON.stringify(email)} is not a valid email address.`);
      }
      await makeAdmin(em.fork(), address);

      return createLink(address, "/", false);
    },

    signOut: (headers) => auth.api.signOut({ headers: fromNodeHeaders(headers), asResponse: true }),

    async signInWithToken(token, returnTo) {
      const cookies = (await storedLinks.mayExist(token)) ? await redeemToken(token) : null;
      if (!cookies) return { cookies: [], location: `${basePath}/sign-in?error=INVALID_TOKEN` };

      const { pathname, search, hash } = resolveWithin(origin, returnTo);
      return { cookies, location: basePath + pathname + search + hash };
    },

    canEmailLinks: mailer.canSend ?? true,

    async close() {
      await Promise.all(pending.values());
      await pool.end();
    },
  };
}

function createSignInMail(to: string, link: string): Mail {
  return {
    to,
    subject: `Sign in to ${product.name}`,
    text: [
      "Open this link to sign in. It works once and expires in 15 minutes:",
      link,
      "If you did not request this email, you can ignore it.",
    ].join("\n\n"),
  };
}

function toMember({
  id,
  email,
  name,
  role,
}: {
  id: string;
  email: string;
  name: string;
  role: string;
}): Member {
  return { id, email, name: name || null, role: role === "admin" ? "admin" : "none" };
}

function normalize(email: string): string {
  return email.trim().toLowerCase();
}

/** Resolves a path within the origin; the front page for a path that leads elsewhere. */
function resolveWithin(origin: string, path: string): URL {
  const url = URL.canParse(path, origin) ? new URL(path, origin) : null;
  // A path that begins with two slashes would be read as another host.
  const isWithin = url?.origin === origin && !url.pathname.startsWith("//");

  return isWithin ? url : new URL("/", origin);
}
