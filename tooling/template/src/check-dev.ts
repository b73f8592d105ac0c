import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { cookieFrom, followLink } from "@admin-events/server/testing/follow-link";
import { freePorts } from "@admin-events/e2e/free-ports";

const START_TIMEOUT_MS = 240_000;

/**
 * Starts `pnpm dev` in an empty data folder, signs in with the link that it prints, and opens the dashboard.
 *
 * @throws {Error} unless both work, and the page has the product's name.
 */
export async function checkDev(root: string, productName?: string): Promise<void> {
  const [port, shopPort, mailboxPort, smtpPort] = await freePorts(4);
  const child = spawn("node_modules/.bin/node", ["tooling/demo/src/main.ts", "--dev"], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: "",
      DATA_DIR: join(root, ".data"),
      ORIGIN: "",
      PORT: String(port),
      EXAMPLE_PORT: String(shopPort),
      MAILBOX_PORT: String(mailboxPort),
      MAILBOX_SMTP_PORT: String(smtpPort),
    },
  });
  const ended = once(child, "exit");
  let output = "";
  const { promise: link, resolve, reject } = Promise.withResolvers<string>();
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    const [found] = /http:\S+token=\S+/.exec(output) ?? [];
    if (found) resolve(found);
  });
  void ended.then(() => reject(new Error(`pnpm dev ended before it printed a link:\n${output}`)));
  const timer = setTimeout(
    () => reject(new Error(`pnpm dev printed no sign-in link:\n${output}`)),
    START_TIMEOUT_MS,
  );

  try {
    await assertDashboard(await link, productName);
  } finally {
    clearTimeout(timer);
    child.kill("SIGTERM");
    await ended;
  }
}

async function assertDashboard(link: string, productName: string | undefined): Promise<void> {
  const signedIn = await followLink(link);
  const response = await fetch(new URL("/", link), {
    headers: { cookie: cookieFrom(signedIn), accept: "text/html" },
  });
  const page = await response.text();
  const [, title = ""] = /<title>(.*?)<\/title>/.exec(page) ?? [];

  if (response.status !== 200 || !title.startsWith("Dashboard")) {
    throw new Error(`The dashboard responds with ${response.status} and the title "${title}".`);
  }
  if (productName !== undefined && !(title.endsWith(` · ${productName}`) && !page.includes("Admin Events"))) {
    throw new Error(`The dashboard does not have the name ${productName} alone. Its title is "${title}".`);
  }
}
