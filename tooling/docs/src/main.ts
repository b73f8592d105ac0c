// Runs the code of README.md and apps/docs against a real server and database:
//   node tooling/docs/src/main.ts [--app <folder>]
// With --app, the blocks run in a folder in which the packed packages are installed instead of those of the workspace.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { APP_FOLDER } from "./compile-blocks.ts";
import { readUserPages } from "./pages.ts";
import { runApp } from "./run-app.ts";
import { prepareDatabase, runSqlBlocks } from "./run-sql.ts";
import { runCli, startServer } from "./start-server.ts";

const { values } = parseArgs({ options: { app: { type: "string" } } });
const dataDir = await mkdtemp(join(tmpdir(), "admin-events-docs-"));

try {
  await using server = await startServer(dataDir);
  const pages = readUserPages();
  await prepareDatabase(server.databaseUrl, await runCli(["setup-sql"], server.env));
  const [key = ""] = (await runCli(["keys", "create", "docs"], server.env)).split("\n");

  const folder = values.app === undefined ? APP_FOLDER : resolve(values.app);
  print(await runApp(pages, { folder, server, key }));
  print(await runSqlBlocks(pages, server.databaseUrl));
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
