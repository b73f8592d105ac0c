import { createApiKey } from "@admin-events/core/access";
import type { ApiKeyDetails } from "@admin-events/core/access";
import type { TestDatabase } from "@admin-events/db/testing";
import { createTestDatabase } from "@admin-events/db/testing";
import { pino } from "pino";
import type { RunningServer, ServerOptions } from "../server.ts";
import { startServer } from "../server.ts";
import type { Mailbox } from "./mailbox.ts";
import { createMailbox } from "./mailbox.ts";

export interface TestServer extends AsyncDisposable, Omit<RunningServer, "close"> {
  db: TestDatabase;
  mails: Mailbox["mails"];
  /** What was logged as a warning or an error. */
  problems: Record<string, unknown>[];
  /** Makes a key and gives its text. */
  key: (details?: Partial<ApiKeyDetails>) => Promise<string>;
  /** Signs in as an admin, and gives the Cookie header. */
  signIn: (email?: string) => Promise<string>;
  close: () => Promise<void>;
}

/** The real server on a free port, over a database of its own, with a mailbox for its mail. Without the panel. */
export async function startTestServer(options: ServerOptions = {}): Promise<TestServer> {
  const db = await createTestDatabase();
  const { mailer, mails } = createMailbox();
  const problems: Record<string, unknown>[] = [];
  const log = pino(
    { level: "warn", errorKey: "error" },
    { write: (line: string) => problems.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const server = await startServer({
    databaseUrl: db.url,
    port: 0,
    authSecret: "only for tests, but long enough for them",
    servesPanel: false,
    mailer,
    log,
    ...options,
  });

  return {
    ...server,
    db,
    mails,
    problems,
    async key(details = {}) {
      const { key } = await createApiKey(db.em, { kind: "secret", name: "Test", ...details });
      return key;
    },
    async signIn(email = "ann@example.com") {
      const answer = await fetch(await server.createSignInLink(email), { redirect: "manual" });
      return cookieFrom(answer);
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await db[Symbol.asyncDispose]();
    },
  };
}

/** The Cookie header that a browser would send after an answer. */
export function cookieFrom({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
