import { startMailbox } from "@admin-events/demo/mailbox";
import type { MemberChange } from "@admin-events/server/testing/change-member";
import type { Page } from "@playwright/test";
import { test as base } from "@playwright/test";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
// eject:start
import { setTimeout as sleep } from "node:timers/promises";
// eject:end
import { freePorts } from "./free-ports.ts";
import { parseKey } from "./parse-key.ts";
import type { Environment } from "./script.ts";
import { endScript, runScript, startScript } from "./script.ts";
import { sendItems } from "./send-items.ts";

/** An event as `/ingest` and `import` accept it. */
interface SentEvent {
  name: string;
  userId?: string;
  timestamp?: string;
  metadata?: Record<string, unknown>;
}

/** A complete, separate installation: database, server with the panel, and its apps. */
export interface Project {
  origin: string;
  shopOrigin: string;
  /** The page that shows all mails. */
  mailboxOrigin: string;
  publicKey: string;
  /** Sends events to `/ingest` and returns their ids. */
  send(...events: SentEvent[]): Promise<string[]>;
  /** Imports events with the command line, without the server. */
  importEvents(...events: SentEvent[]): Promise<void>;
  /** A key that sends events. */
  secretKey: string;
  /** Creates a sign-in link of an admin account, which works once. */
  signInLink(email?: string): Promise<string>;
  /** Demotes a signed-in admin, or expires their sessions. */
  changeMember(change: MemberChange, email: string): Promise<void>;
  /** Creates a secret key and revokes it. */
  createRevokedKey(): Promise<string>;
  // eject:start
  /** Waits for the sign-in link that the shop mails to an address. */
  waitForShopSignInLink(to: string): Promise<string>;
  // eject:end
  killServer(): Promise<void>;
  startServer(): Promise<void>;
}

interface Fixtures {
  /** A page that is signed in as an admin. Fails if the browser reports a violation of the Content Security Policy. */
  panel: Page;
}

export const test = base.extend<Fixtures, { project: Project }>({
  project: [
    // Playwright reads the fixture names from this pattern.
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), "admin-events-e2e-"));
      await using running = new AsyncDisposableStack();
      running.defer(() => rm(dataDir, { recursive: true, force: true }));
      await use(await startProject(dataDir, running));
    },
    { scope: "worker", timeout: 120_000 },
  ],

  panel: async ({ page, project }, use) => {
    const violations: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) violations.push(message.text());
    });
    await page.goto(await project.signInLink());
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${project.origin}/`);
    await use(page);
    if (violations.length > 0)
      throw new Error(`The page violates its Content Security Policy: ${violations.join("\n")}`);
  },
});

export { expect } from "@playwright/test";

async function startProject(dataDir: string, running: AsyncDisposableStack): Promise<Project> {
  const [port, shopPort] = await freePorts(2);
  // The origin from which browsers send events.
  const mailbox = running.use(await startMailbox({ port: 0, smtpPort: 0 }));
  const origin = `http://localhost:${port}`;
  const shopOrigin = `http://localhost:${shopPort}`;
  const env: Environment = {
    DATABASE_URL: "",
    DATA_DIR: dataDir,
    PORT: String(port),
    ORIGIN: origin,
    ADMIN_EMAIL: "admin@example.com",
    SMTP_URL: mailbox.smtpUrl,
    MAILBOX_ORIGIN: mailbox.url,
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  };
  const cli = (...args: string[]) => runScript("apps/server/src/cli/main.ts", args, env);
  const startServer = () => startScript("apps/server/src/main.ts", env, `${origin}/readyz`);

  let server: ChildProcess = await startServer();
  running.defer(() => endScript(server, "SIGTERM"));
  const secretKey = parseKey(await cli("keys", "create", "e2e server"));
  const publicKey = parseKey(
    await cli("keys", "create", "e2e browser", "--kind", "public", "--origin", shopOrigin),
  );
  // eject:start
  const shopEnv = {
    EXAMPLE_PORT: String(shopPort),
    EXAMPLE_ORIGIN: shopOrigin,
    ANALYTICS_URL: origin,
    ANALYTICS_PUBLIC_KEY: publicKey,
    ANALYTICS_SECRET_KEY: secretKey,
  };
  const shop = await startScript("apps/example/src/main.ts", { ...env, ...shopEnv }, `${shopOrigin}/`);
  running.defer(() => endScript(shop, "SIGTERM"));
  // eject:end

  return {
    origin,
    shopOrigin,
    mailboxOrigin: mailbox.url,
    publicKey,
    secretKey,
    send: (...events) => sendItems(origin, secretKey, events),
    // eject:start
    async waitForShopSignInLink(to) {
      for (;;) {
        const response = await fetch(`${mailbox.url}/mails?to=${encodeURIComponent(to)}`);
        const mails = (await response.json()) as { text: string }[];
        const [link] = /https?:\S+token=\S+/.exec(mails.map(({ text }) => text).join("\n")) ?? [];
        if (link) return link;
        await sleep(200);
      }
    },
    // eject:end
    async importEvents(...events) {
      const file = join(dataDir, "past.jsonl");
      const lines = events.map(({ timestamp = new Date().toISOString(), metadata, ...event }) =>
        JSON.stringify({ userId: null, ...event, timestamp, ...metadata }),
      );
      await writeFile(file, lines.join("\n"));
      await cli(
        "import",
        file,
        "--name",
        "name",
        "--time",
        "timestamp",
        "--user",
        "userId",
        "--metadata",
        "*",
      );
    },
    signInLink: (email = "admin@example.com") => cli("sign-in-link", email),
    async changeMember(change, email) {
      await runScript("apps/server/src/testing/change-member.ts", [change, email], env);
    },
    async createRevokedKey() {
      const key = parseKey(await cli("keys", "create", "e2e revoked"));
      const row = (await cli("keys", "list")).split("\n").find((line) => line.includes("e2e revoked"));
      await cli("keys", "revoke", row?.trim().split(/\s+/)[0] ?? "");
      return key;
    },
    killServer: () => endScript(server, "SIGKILL"),
    async startServer() {
      server = await startServer();
    },
  };
}
