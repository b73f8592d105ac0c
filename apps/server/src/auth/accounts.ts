import { findPanelMember, makeAdmin } from "@admin-events/core/access";
import type { EntityManager } from "@admin-events/db";
import { fromNodeHeaders } from "better-auth/node";
import type { IncomingHttpHeaders } from "node:http";
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import { z } from "zod";
import type { Log } from "../log.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { AuthOptions } from "./create-auth.ts";
import { createAuth } from "./create-auth.ts";
import { signInMail } from "./sign-in-mail.ts";
import { ValidationError } from "@admin-events/core/errors";

/** Who is signed in. */
interface Member {
  id: string;
  email: string;
  name: string | null;
  role: "admin" | "none";
}

/** Somebody opens a page. */
interface Visit {
  /** Null for somebody who is not signed in. */
  member: Member | null;
  /** `Set-Cookie` headers that keep the sign-in alive; usually none. */
  cookies: string[];
}

/** The people of the panel and their sign-ins. */
export interface Accounts {
  /** Whose cookie this is; null when it is nobody's. */
  memberOf: (headers: IncomingHttpHeaders) => Promise<Member | null>;
  /** The same, and once a day it makes the sign-in last for another month, for which the answer needs new cookies. */
  visit: (headers: IncomingHttpHeaders) => Promise<Visit>;
  /**
   * Sends a one-time link to an address that has a panel account, or is the administrator's. Returns at once, and the
   * same, for any other address: nothing is sent there.
   */
  requestSignInLink: (email: string, returnTo?: string) => void;
  /**
   * A one-time link, valid for 15 minutes, that signs in as an admin; the account is made when there is none.
   * Throws ValidationError for what is no e-mail address.
   */
  createSignInLink: (email: string) => Promise<string>;
  /**
   * Signs in whoever shows the token of a link. `location` is the address to open then: within this panel, whatever
   * `returnTo` says, or the sign-in page with the reason when the token is used, late or unknown.
   */
  followLink: (token: string, returnTo: string) => Promise<{ cookies: string[]; location: string }>;
  /** Ends the sign-in of a request. Answers with the cookies that say so. */
  signOut: (headers: IncomingHttpHeaders) => Promise<Response>;
  /** Finishes the mails under way. */
  close: () => Promise<void>;
}

export interface AccountsOptions extends Omit<AuthOptions, "db"> {
  url: string;
  schema: string;
  em: EntityManager;
  mailer: Mailer;
  /** May always sign in, as an admin. */
  adminEmail?: string;
  log: Log;
}

export function createAccounts({
  url,
  schema,
  em,
  mailer,
  adminEmail,
  ...options
}: AccountsOptions): Accounts {
  const { log, origin } = options;
  const pool = new Pool({ connectionString: url, max: 5, application_name: "admin-events accounts" });
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) }).withSchema(schema);
  pool.on("error", (error) => log.warn({ error }, "A database connection for sign-ins was lost."));
  const { auth, makeToken, takeToken } = createAuth({ ...options, db });
  const underWay = new Set<Promise<void>>();

  /** The address of a page that asks to go on: opening it alone, as mail scanners do, does not use the link up. */
  async function makeLink(email: string, returnTo: string): Promise<string> {
    const link = new URL("/sign-in/link", origin);
    const { pathname, search, hash } = urlWithin(origin, returnTo);
    link.searchParams.set("token", await makeToken(email));
    if (pathname + search + hash !== "/") link.searchParams.set("returnTo", pathname + search + hash);

    return link.href;
  }

  async function sendLinkIfKnown(email: string, returnTo: string): Promise<void> {
    const isAdministrator = email === adminEmail;
    const isKnown = isAdministrator || (await findPanelMember(em.fork(), email)) !== null;
    if (!isKnown) {
      log.info("A sign-in link was asked for by somebody without a panel account; nothing was sent.");
      return;
    }

    if (isAdministrator) await makeAdmin(em.fork(), email);
    await mailer.send(signInMail(email, await makeLink(email, returnTo)));
  }

  return {
    async memberOf(headers) {
      if (!headers.cookie) return null;

      const session = await auth.api.getSession({
        headers: fromNodeHeaders(headers),
        query: { disableRefresh: true },
      });
      return session && memberFrom(session.user);
    },

    async visit(headers) {
      if (!headers.cookie) return { member: null, cookies: [] };

      const { response: session, headers: answer } = await auth.api.getSession({
        headers: fromNodeHeaders(headers),
        returnHeaders: true,
      });
      return { member: session && memberFrom(session.user), cookies: answer.getSetCookie() };
    },

    requestSignInLink(email, returnTo = "/") {
      const sending = sendLinkIfKnown(normal(email), returnTo)
        .catch((error: unknown) => log.error({ error }, "A sign-in link could not be sent."))
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    },

    async createSignInLink(email) {
      const address = normal(email);
      if (!z.email().safeParse(address).success) {
        throw new ValidationError(null, `${JSON.stringify(email)} is no e-mail address.`);
      }
      await makeAdmin(em.fork(), address);

      return makeLink(address, "/");
    },

    signOut: (headers) => auth.api.signOut({ headers: fromNodeHeaders(headers), asResponse: true }),

    async followLink(token, returnTo) {
      const cookies = await takeToken(token);
      if (!cookies) return { cookies: [], location: "/sign-in?error=INVALID_TOKEN" };

      const { pathname, search, hash } = urlWithin(origin, returnTo);
      return { cookies, location: pathname + search + hash };
    },

    async close() {
      await Promise.all(underWay);
      await pool.end();
    },
  };
}

function memberFrom({
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

function normal(email: string): string {
  return email.trim().toLowerCase();
}

/** The path within the origin; its front page for anything that would lead elsewhere. */
function urlWithin(origin: string, path: string): URL {
  const url = URL.canParse(path, origin) ? new URL(path, origin) : null;
  // A path that begins with two slashes names another host as soon as it stands alone.
  const isWithin = url?.origin === origin && !url.pathname.startsWith("//");

  return isWithin ? url : new URL("/", origin);
}
