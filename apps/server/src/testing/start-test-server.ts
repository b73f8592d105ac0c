import { createApiKey } from "@admin-events/core/access";
import type { ApiKeyDetails } from "@admin-events/core/access";
import type { EntityManager } from "@admin-events/db";
import { connect } from "@admin-events/db";
import { createTestDatabase } from "@admin-events/db/testing";
import { pino } from "pino";
import type { RunningServer, ServerOptions } from "../create-server.ts";
import { createServer } from "../create-server.ts";
import { cookieFrom, followLink } from "./follow-link.ts";
import type { Mailbox } from "./mailbox.ts";
import { createMailbox } from "./mailbox.ts";
import { testEvents } from "./test-events.ts";

export interface TestServer extends AsyncDisposable, Omit<RunningServer, "close"> {
  db: OpenDatabase;
  mails: Mailbox["mails"];
  /** Warnings and errors in the log. */
  problems: Record<string, unknown>[];
  /** Creates an API key. */
  key: (details?: Partial<ApiKeyDetails>) => Promise<string>;
  /** Stores an event over HTTP with a secret key. */
  track: (event: object) => Promise<void>;
  /** Signs in as an admin and returns the Cookie header. */
  signIn: (email?: string) => Promise<string>;
  close: () => Promise<void>;
}

interface OpenDatabase extends AsyncDisposable {
  url: string;
  em: EntityManager;
}

/** Starts the real server without the panel, on a free port, with its own database (unless given) and a mailbox. */
export async function startTestServer(options: ServerOptions = {}): Promise<TestServer> {
  const db = options.databaseUrl ? await openAt(options.databaseUrl) : await createTestDatabase();
  const { mailer, mails } = createMailbox();
  const problems: Record<string, unknown>[] = [];
  const log = pino(
    { level: "warn", errorKey: "error" },
    { write: (line: string) => problems.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const server = await createServer({
    catalog: testEvents,
    ...options,
    databaseUrl: db.url,
    port: 0,
    authSecret: "only for tests, but long enough for them",
    servesPanel: false,
    mailer,
    log: options.log ?? log,
  });

  async function key(details: Partial<ApiKeyDetails> = {}): Promise<string> {
    return (await createApiKey(db.em, { kind: "secret", name: "Test", ...details })).key;
  }
  let trackingKey: Promise<string> | undefined;

  return {
    ...server,
    db,
    mails,
    problems,
    key,
    async track(event) {
      trackingKey ??= key();
      const response = await fetch(`${server.url}/trpc/track`, {
        method: "POST",
        headers: { authorization: `Bearer ${await trackingKey}`, "content-type": "application/json" },
        body: JSON.stringify(event),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    async signIn(email = "ann@example.com") {
      return cookieFrom(await followLink(await server.createSignInLink(email)));
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await db[Symbol.asyncDispose]();
    },
  };
}

async function openAt(url: string): Promise<OpenDatabase> {
  const orm = await connect({ url });

  return { url, em: orm.em.fork(), [Symbol.asyncDispose]: () => orm.close() };
}
