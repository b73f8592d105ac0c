import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import type { SourceBlock } from "./compile-blocks.ts";
import { APP_FOLDER, toSourceBlocks } from "./compile-blocks.ts";
import type { Page } from "./pages.ts";
import { withClient } from "./run-sql.ts";
import type { RunningServer } from "./start-server.ts";
import { endProcess, findFreePort, startProcess, waitUntilReady } from "./start-server.ts";
import { setTimeout as sleep } from "node:timers/promises";

const SCRIPT_TIMEOUT_MS = 60_000;
const ARRIVAL_TIMEOUT_MS = 30_000;

export interface AppToRun {
  /** A folder in which the packages that the blocks import are installed. */
  folder: string;
  server: RunningServer;
  /** A secret key. */
  key: string;
}

/**
 * Runs the blocks of the docs that Node can run, as the app of a reader: data layers, which book and fail to book again; servers, which get a request; and scripts. Checks that exactly the committed events are stored.
 *
 * @returns a line for each block
 * @throws {Error} that names the block
 */
export async function runApp(pages: readonly Page[], app: AppToRun): Promise<string[]> {
  const blocks = pages.flatMap(toSourceBlocks).filter(({ file }) => file.startsWith(APP_FOLDER));
  const folders = new Set(blocks.map(({ file }) => relative(APP_FOLDER, file).split(sep)[0] ?? ""));
  for (const folder of folders) await rm(join(app.folder, folder), { recursive: true, force: true });
  for (const { file, code } of blocks) {
    const path = join(app.folder, relative(APP_FOLDER, file));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, code);
  }

  const lines: string[] = [];
  for (const block of blocks) {
    const outcome = await runBlock(block, app).catch((error: unknown) => {
      throw new Error(`${block.page}:${block.line}: ${String(error)}`, { cause: error });
    });
    lines.push(`${block.page}:${block.line}: ${basename(block.file)}, ${outcome}`);
  }

  return lines;
}

async function runBlock({ file, code }: SourceBlock, app: AppToRun): Promise<string> {
  const name = basename(file);
  const path = join(app.folder, relative(APP_FOLDER, file));
  // Prisma needs a generated client; sql-track.spec.ts runs it.
  if (code.includes("@prisma/client")) return "compiled; its client is generated from your schema";
  if (/^bookings\.[\w-]+\.ts$/.test(name)) return makeBookings(path, app);
  if (/^server\.\w+\.ts$/.test(name)) return requestServer(path, app);
  if (/^[\w-]+-\d+\.ts$/.test(name) && /^await /m.test(code)) return runScript(path, app);

  return "compiled";
}

async function runScript(path: string, app: AppToRun): Promise<string> {
  const { stderr } = await promisify(execFile)(process.execPath, [path], {
    cwd: app.folder,
    env: getEnvironment(app),
    timeout: SCRIPT_TIMEOUT_MS,
  });
  assertQuiet(stderr);

  return "ran";
}

/** Books, and then again with the same id, which the table refuses. */
async function makeBookings(path: string, app: AppToRun): Promise<string> {
  const id = `b_${basename(path).replaceAll(/\W/g, "_")}`;
  const script = path.replace(/\.ts$/, ".run.ts");
  await writeFile(
    script,
    `import { book } from "./${basename(path)}";
await book("u_docs", { id: "${id}", total: 26.1 });
const error = await book("u_docs", { id: "${id}", total: 99 }).then(() => null, (reason: unknown) => reason);
if (!error) throw new Error("The second booking was not refused.");
process.exit();
`,
  );
  await runScript(script, app);
  await waitForCount(app, "booking.made", id, 1);

  return "committed one event and rolled one back";
}

/** Sends a request to a server, which tracks an event and records the request. */
async function requestServer(path: string, app: AppToRun): Promise<string> {
  const port = String(await findFreePort());
  const origin = `http://localhost:${port}`;
  const id = `b_${basename(path).replaceAll(/\W/g, "_")}`;
  const child = startProcess(path, { ...getEnvironment(app), PORT: port }, app.folder);
  let output = "";
  child.stderr?.on("data", (text: Buffer) => (output += text.toString()));
  try {
    await waitUntilReady(child, origin);
    const headers = { "x-user-id": "u_docs" };
    const { status } = await fetch(`${origin}/api/bookings/${id}/cancel`, { method: "POST", headers });
    if (status !== 204) throw new Error(`HTTP ${status}`);
    await waitForCount(app, "booking.canceled", id, 1);
  } finally {
    await endProcess(child);
  }
  assertQuiet(output);

  const [recorded] = await count(
    app,
    `select count(*)::int from admin_events.requests join admin_events.request_routes on request_routes.id = route_id
     join admin_events.users on users.id = user_id where route = '/api/bookings/:id/cancel' and external_id = 'u_docs'`,
  );
  if (!recorded) throw new Error("The request was not recorded with its route and user.");

  return "answered a request, tracked an event and recorded the request";
}

/** The client reports lost events and warnings on the console. @throws {Error} if there are any. */
function assertQuiet(output: string): void {
  if (output.trim() !== "") throw new Error(output);
}

async function waitForCount(app: AppToRun, name: string, bookingId: string, expected: number): Promise<void> {
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
  const statement = `select
      (select count(*)::int from admin_events.events
       join admin_events.event_names on event_names.id = name_id join admin_events.users on users.id = user_id
       where event_names.name = $1 and metadata ->> 'bookingId' = $2 and external_id = 'u_docs'),
      (select count(*)::int from admin_events.inbox)`;

  for (;;) {
    const [stored, waiting] = await count(app, statement, [name, bookingId]);
    if (stored === expected && waiting === 0) return;
    if (Date.now() > deadline)
      throw new Error(
        `${stored} events ${name} of ${bookingId} are stored instead of ${expected}; ${waiting} wait.`,
      );
    await sleep(100);
  }
}

async function count(app: AppToRun, text: string, values: unknown[] = []): Promise<number[]> {
  return withClient(app.server.databaseUrl, async (client) => {
    const { rows } = await client.query<number[]>({ text, values, rowMode: "array" });
    return rows[0] ?? [];
  });
}

function getEnvironment({ server, key }: AppToRun): Record<string, string> {
  return {
    ...(process.env as Record<string, string>),
    DATABASE_URL: server.databaseUrl,
    ANALYTICS_URL: server.origin,
    ANALYTICS_KEY: key,
    NODE_ENV: "production",
  };
}
