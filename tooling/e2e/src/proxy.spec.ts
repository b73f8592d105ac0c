import { startMailbox } from "@admin-events/demo/mailbox";
import type { Page } from "@playwright/test";
import { expect, test as base } from "@playwright/test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "./free-ports.ts";
import { parseKey } from "./parse-key.ts";
import { repository } from "./repository.ts";
import { endScript, runScript, startScript } from "./script.ts";
import type { Change } from "./start-proxy.ts";
import { startCaddy, startNginx } from "./start-proxy.ts";

/** Admin Events at `https://localhost/analytics`, behind nginx, which serves another application at the root. */
interface Site {
  origin: string;
  url: string;
  mailboxUrl: string;
  secretKey: string;
  signInLink: () => Promise<string>;
  /** The paths that the other application was asked for. */
  requestsOfApp: string[];
  /** Starts nginx again, with changes of the sample. */
  restartNginx: (changes: readonly Change[]) => Promise<void>;
  /** Starts Caddy in the place of nginx. */
  replaceByCaddy: () => Promise<void>;
}

const test = base.extend<{ panel: Page }, { site: Site }>({
  ignoreHTTPSErrors: true,

  site: [
    // Playwright reads the fixture names from this pattern.
    async ({}, use) => {
      await using running = new AsyncDisposableStack();
      const folder = await mkdtemp(join(tmpdir(), "admin-events-proxy-"));
      running.defer(() => rm(folder, { recursive: true, force: true }));
      await use(await startSite(folder, running));
    },
    { scope: "worker", timeout: 120_000 },
  ],

  panel: async ({ page, site }, use) => {
    const violations: string[] = [];
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) violations.push(message.text());
    });
    await page.goto(await site.signInLink());
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`${site.url}/`);
    await use(page);
    expect(violations).toEqual([]);
  },
});

test("a visitor signs in with the link of the mail and returns to the requested page", async ({
  page,
  site,
}) => {
  await page.goto(`${site.url}/events?name=user.*`);
  await expect(page).toHaveURL(/\/analytics\/sign-in\?returnTo=/);

  await page.getByLabel("Email").fill("admin@example.com");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/check your inbox/i)).toBeVisible();
  await page.goto(site.mailboxUrl);
  await page.locator(`a[href^="${site.url}/sign-in/link"]`).first().click();
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page).toHaveURL(`${site.url}/events?name=user.*`);
  const session = (await page.context().cookies(site.url)).find(({ name }) => name.includes("session_token"));
  expect(session).toMatchObject({
    name: "__Secure-admin_events.session_token",
    path: "/analytics",
    secure: true,
  });
});

test("every page, its data and its files stay below the base path, also after the theme changes", async ({
  panel,
  site,
}) => {
  const failed: string[] = [];
  panel.on("response", (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  site.requestsOfApp.length = 0;

  for (const name of [
    "Events",
    "People",
    "Activity",
    "Usage",
    "Catalog",
    "Handlers",
    "System",
    "Dashboard",
  ]) {
    await panel.getByRole("navigation").getByRole("link", { name, exact: true }).hover();
    await panel.getByRole("navigation").getByRole("link", { name, exact: true }).click();
    await expect(panel.getByRole("heading", { level: 1 })).toHaveText(name);
  }
  await expect(panel).toHaveURL(`${site.url}/`);
  await panel.getByRole("button", { name: /^Account/ }).click();
  await panel.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(panel.locator("html")).toHaveAttribute("data-theme", "dark");
  await panel.keyboard.press("Escape");
  await panel.goto(`${site.origin}/analytics`);
  await expect(panel).toHaveURL(`${site.url}/`);
  await expect(panel.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();
  await expect(panel.locator('link[rel="modulepreload"][href^="/analytics/assets/"]').first()).toBeAttached();

  expect(failed).toEqual([]);
  expect(site.requestsOfApp).toEqual([]);
});

test("an event sent to /analytics/ingest appears in the open feed and in the export", async ({
  panel,
  site,
}) => {
  await panel.goto(`${site.url}/events`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();

  const id = await send(panel, site, { name: "parcel.sent" });
  await expect(panel.locator(`a[href="/analytics/events/${id}"]`)).toBeVisible({ timeout: 2_000 });
  await panel.locator(`a[href="/analytics/events/${id}"]`).first().click();
  await expect(panel).toHaveURL(`${site.url}/events/${id}`);

  await panel.request.post(`${site.url}/trpc/activity.log`, {
    headers: { authorization: `Bearer ${site.secretKey}` },
    data: { action: "post.deleted", resourceType: "post", resourceId: "7" },
  });
  await panel.goto(`${site.url}/activity`);
  const downloading = panel.waitForEvent("download");
  await panel.getByRole("link", { name: "CSV" }).click();
  const file = await (await downloading).path();
  expect(await readFile(file, "utf8")).toContain("post.deleted");
});

test("signing out ends the session", async ({ panel, site }) => {
  await panel.getByRole("button", { name: /^Account/ }).click();
  await panel.getByRole("menuitem", { name: "Sign out" }).click();

  await expect(panel).toHaveURL(`${site.url}/sign-in?signedOut`);
  await panel.goto(`${site.url}/events`);
  await expect(panel).toHaveURL(/\/analytics\/sign-in/);
});

test("unknown pages are not found under the base path, and other paths are the other application's", async ({
  panel,
  site,
}) => {
  const response = await panel.goto(`${site.url}/unknown`);
  expect(response?.status()).toBe(404);
  await panel.getByRole("link", { name: "Go to dashboard" }).click();
  await expect(panel).toHaveURL(`${site.url}/`);

  await panel.goto(`${site.origin}/events`);
  await expect(panel.getByText("The other application")).toBeVisible();
  const headers = (await panel.request.get(`${site.url}/sign-in`)).headers();
  expect(headers["strict-transport-security"]).toBeUndefined();
});

test("without the Upgrade header the feed fetches events, says so, and returns to the WebSocket", async ({
  panel,
  site,
}) => {
  test.slow();
  await panel.goto(`${site.url}/events`);
  const live = panel.getByRole("status").getByText("Live", { exact: true });
  await expect(live).toBeVisible();

  await site.restartNginx([
    ["    proxy_set_header Upgrade $http_upgrade;\n", ""],
    ["    proxy_set_header Connection $connection_upgrade;\n", ""],
  ]);
  await expect(panel.getByText("Live every 3 s")).toBeVisible({ timeout: 30_000 });
  const fetched = await send(panel, site, { name: "parcel.fetched" });
  await expect(panel.locator(`a[href="/analytics/events/${fetched}"]`)).toBeVisible();
  await panel.getByRole("button", { name: "About the live feed" }).click();
  await expect(panel.getByRole("tooltip")).toContainText("does not let WebSockets through");
  await panel.keyboard.press("Escape");
  await panel.goto(`${site.url}/`);
  await expect(panel.getByText("Live every 3 s")).toBeVisible();
  await panel.goto(`${site.url}/events`);
  await expect(panel.getByText("Live every 3 s")).toBeVisible();

  await site.restartNginx([]);
  await expect(live).toBeVisible({ timeout: 60_000 });
  const pushed = await send(panel, site, { name: "parcel.pushed" });
  await expect(panel.locator(`a[href="/analytics/events/${pushed}"]`)).toBeVisible({ timeout: 2_000 });
  await expect(panel.locator(`a[href="/analytics/events/${fetched}"]`)).toHaveCount(1);
});

test("behind a proxy that removes the base path and says so, the panel and its live feed work", async ({
  panel,
  site,
}) => {
  await site.restartNginx([
    [
      /proxy_pass (http:\/\/127\.0\.0\.1:\d+);\n    proxy_http_version 1\.1;/,
      "proxy_pass $1/;\n    proxy_set_header X-Forwarded-Prefix /analytics;\n    proxy_http_version 1.1;",
    ],
  ]);

  await panel.goto(`${site.url}/events?name=parcel.*`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();
  await panel.getByRole("navigation").getByRole("link", { name: "Dashboard", exact: true }).click();
  await expect(panel).toHaveURL(`${site.url}/`);
  await expect(panel.getByRole("heading", { level: 1 })).toHaveText("Dashboard");

  await site.restartNginx([]);
});

test("the documentation shows the tested configuration of nginx", async () => {
  const [page, sample] = await Promise.all(
    ["apps/docs/reverse-proxy.md", "tooling/deploy/nginx.conf"].map((path) =>
      readFile(join(repository, path), "utf8"),
    ),
  );

  expect(page).toContain(`\`\`\`nginx\n${sample}\`\`\``);
});

test("behind Caddy with the sample configuration, the panel and its live feed work", async ({
  panel,
  site,
}) => {
  await site.replaceByCaddy();

  await panel.goto(`${site.origin}/analytics`);
  await expect(panel).toHaveURL(`${site.url}/`);
  await panel.goto(`${site.url}/events`);
  await expect(panel.getByRole("status").getByText("Live", { exact: true })).toBeVisible();
  const id = await send(panel, site, { name: "parcel.sent" });
  await expect(panel.locator(`a[href="/analytics/events/${id}"]`)).toBeVisible({ timeout: 2_000 });
  await panel.goto(`${site.origin}/`);
  await expect(panel.getByText("The other application")).toBeVisible();

  await site.restartNginx([]);
});

async function startSite(folder: string, running: AsyncDisposableStack): Promise<Site> {
  const [port = 0, serverPort = 0] = await freePorts(2);
  const origin = `https://localhost:${port}`;
  const requestsOfApp: string[] = [];
  const app = createServer((request, response) => {
    if (request.url !== "/favicon.ico") requestsOfApp.push(request.url ?? "");
    response.end("The other application");
  }).listen(0, "127.0.0.1");
  running.defer(() => void app.close());
  const mailbox = running.use(await startMailbox({ port: 0, smtpPort: 0 }));
  const environment = {
    DATABASE_URL: "",
    DATA_DIR: join(folder, "data"),
    PORT: String(serverPort),
    ORIGIN: origin,
    BASE_PATH: "/analytics",
    TRUSTED_PROXIES: "1",
    AUTH_SECRET: "a secret of a test, long enough for it",
    ADMIN_EMAIL: "admin@example.com",
    SMTP_URL: mailbox.smtpUrl,
    LOG_LEVEL: "error",
    NODE_ENV: "production",
  };
  const cli = (...args: string[]) => runScript("apps/server/src/cli/main.ts", args, environment);

  const server = await startScript(
    "apps/server/src/main.ts",
    environment,
    `http://127.0.0.1:${serverPort}/analytics/readyz`,
  );
  running.defer(() => endScript(server, "SIGTERM"));
  const appPort = (app.address() as AddressInfo).port;
  const options = { folder, port, serverPort, appPort };
  let proxy = await startNginx(options);
  running.defer(() => proxy[Symbol.asyncDispose]());

  return {
    origin,
    url: `${origin}/analytics`,
    mailboxUrl: mailbox.url,
    secretKey: parseKey(await cli("keys", "create", "proxy")),
    signInLink: () => cli("sign-in-link", "admin@example.com"),
    requestsOfApp,
    async restartNginx(changes) {
      await proxy[Symbol.asyncDispose]();
      proxy = await startNginx(options, changes);
    },
    async replaceByCaddy() {
      await proxy[Symbol.asyncDispose]();
      proxy = await startCaddy(options);
    },
  };
}

/** Sends an event through nginx and returns its id. */
async function send(page: Page, { url, secretKey }: Site, event: object): Promise<string> {
  const response = await page.request.post(`${url}/ingest`, {
    headers: { authorization: `Bearer ${secretKey}` },
    data: { events: [{ type: "track", ...event }] },
  });
  const { results } = (await response.json()) as { results: { id: string; status: string }[] };
  expect(results).toMatchObject([{ status: "stored" }]);

  return results[0]?.id ?? "";
}
