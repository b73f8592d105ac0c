import { startMailbox } from "@admin-events/demo/mailbox";
import type { MemberChange } from "@admin-events/server/testing/change-member";
import type { Page } from "@playwright/test";
import { test as base } from "@playwright/test";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "./free-ports.ts";
import { keyIn } from "./parse-key.ts";
import type { Environment } from "./script.ts";
import { endScript, runScript, startScript } from "./script.ts";
import { sendItems } from "./send-items.ts";

/** An event as `/ingest` and `import` take it. */
interface SentEvent {
  name: string;
  userId?: string;
  timestamp?: string;
  metadata?: Record<string, unknown>;
}

/** A whole installation of its own: database, server with the panel, and the shop. */
export interface Project {
  origin: string;
  shopOrigin: string;
  /** The page that shows the mails of server and shop. */
  mailboxOrigin: string;
  /** May send events from the shop's origin. */
  publicKey: string;
  /** Sends events through the SDK's door. Answers with their ids. */
  send(...events: SentEvent[]): Promise<string[]>;
  /** Stores events past the server, straight into the database, by the command line. */
  importPast(...events: SentEvent[]): Promise<void>;
  /** A key that sends events. */
  secretKey: string;
  /** A link that signs in once, as an admin; whose account it is may be told. */
  signInLink(email?: string): Promise<string>;
  /** Changes somebody of the panel behind their back: they stay signed in as no admin, or their sign-ins end. */
  change(change: MemberChange, email: string): Promise<void>;
  /** A secret key that was revoked before it was ever used. */
  revokedKey(): Promise<string>;
  /** The sign-in link that the shop mailed to an address; waits for it. */
  signInLinkOfShop(to: string): Promise<string>;
  killServer(): Promise<void>;
  startServer(): Promise<void>;
}

interface Fixtures {
  /** A page that is signed in as an admin. It fails when the browser refuses a part of it by the page's policy. */
  panel: Page;
}

export const test = base.extend<Fixtures, { project: Project }>({
  project: [
    // Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), "admin-events-e2e-"));
      await using running = new AsyncDisposableStack();
      running.defer(() => rm(dataDir, { recursive: true, force: true }));
      await use(await startProject(dataDir, running));
    },
    { scope: "worker", timeout: 120_000 },
  ],

  panel: async ({ page, project }, use) => {
    const refused: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) refused.push(message.text());
    });
    await page.goto(await project.signInLink());
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${project.origin}/`);
    await use(page);
    if (refused.length > 0) throw new Error(`The page breaks its own policy: ${refused.join("\n")}`);
  },
});

export { expect } from "@playwright/test";

async function startProject(dataDir: string, running: AsyncDisposableStack): Promise<Project> {
  const [port, shopPort] = await freePorts(2);
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
    EXAMPLE_PORT: String(shopPort),
    EXAMPLE_ORIGIN: shopOrigin,
    ANALYTICS_URL: origin,
    NODE_ENV: "production",
  };
  const cli = (...args: string[]) => runScript("apps/server/src/cli/main.ts", args, env);
  const startServer = () => startScript("apps/server/src/main.ts", env, `${origin}/readyz`);

  let server: ChildProcess = await startServer();
  running.defer(() => endScript(server, "SIGTERM"));
  const secretKey = keyIn(await cli("keys", "create", "e2e server"));
  const publicKey = keyIn(
    await cli("keys", "create", "e2e browser", "--kind", "public", "--origin", shopOrigin),
  );
  const shopKeys = { ANALYTICS_PUBLIC_KEY: publicKey, ANALYTICS_SECRET_KEY: secretKey };
  const shop = await startScript("apps/example/src/main.ts", { ...env, ...shopKeys }, `${shopOrigin}/`);
  running.defer(() => endScript(shop, "SIGTERM"));

  return {
    origin,
    shopOrigin,
    mailboxOrigin: mailbox.url,
    publicKey,
    secretKey,
    send: (...events) => sendItems(origin, secretKey, events),
    async signInLinkOfShop(to) {
      for (;;) {
        const response = await fetch(`${mailbox.url}/mails?to=${encodeURIComponent(to)}`);
        const mails = (await response.json()) as { text: string }[];
        const [link] = /https?:\S+token=\S+/.exec(mails.map(({ text }) => text).join("\n")) ?? [];
        if (link) return link;
        await sleep(200);
      }
    },
    async importPast(...events) {
      const file = join(dataDir, "past.jsonl");
      const lines = events.map(({ timestamp = new Date().toISOString(), metadata, ...event }) =>
        JSON.stringify({ ...event, timestamp, ...metadata }),
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
    async change(change, email) {
      await runScript("apps/server/src/testing/change-member.ts", [change, email], env);
    },
    async revokedKey() {
      const key = keyIn(await cli("keys", "create", "e2e revoked"));
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
