import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { checkDev } from "./check-dev.ts";
import { replaceCatalog } from "./replace-catalog.ts";
import { git, pnpm } from "./run.ts";

const repository = resolve(import.meta.dirname, "../../..");

const OTHER_NAME = "Ward Insights";

/** Tests of what shows or stores events of the project's own catalog, or has its name. */
const TESTS_OF_CATALOG = [
  "packages/catalog",
  "packages/client/src/create-analytics.test-d.ts",
  "packages/api/src/usage.test.ts",
  "apps/admin/app/dashboard",
  "apps/admin/app/event",
  "apps/admin/app/feed",
  "apps/admin/app/people",
  "apps/admin/app/shell",
  "apps/admin/app/timeline",
  "apps/server/src/auth/accounts.test.ts",
  "apps/server/src/cli/cli.test.ts",
  "apps/server/src/create-server.test.ts",
  "apps/server/src/ingest",
  "apps/example/src/customers.test.ts",
  "tooling/demo",
];

const LINTED = ["packages/catalog", "tooling/demo", "tooling/e2e"];

await inCopy("another catalog and another name", async (copy) => {
  await replaceCatalog(copy, OTHER_NAME);
  await checkCode(copy, ["catalog", "client", "api", "admin", "server", "example", "demo", "proof"]);
  await test(copy, TESTS_OF_CATALOG);
  await checkDev(copy, OTHER_NAME);
});
await inCopy("without the example shop", async (copy) => {
  await pnpm(copy, "eject-example", "--yes");
  await checkCode(copy, ["catalog", "api", "admin", "server", "demo", "e2e", "proof"]);
  await test(copy, [
    "packages/catalog",
    "packages/api/src/usage.test.ts",
    "apps/admin/app/dashboard",
    "tooling/demo",
  ]);
  await checkDev(copy);
});
print("The template can be made yours.");

async function inCopy(title: string, check: (copy: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "admin-events-template-"));
  const copy = join(folder, "copy");
  const started = Date.now();
  print(`\nChecking a copy: ${title} …`);

  try {
    await git(repository, "clone", "--quiet", "--local", repository, copy);
    await pnpm(copy, "install", "--frozen-lockfile", "--prefer-offline", "--reporter=silent");
    await check(copy);
    print(`✓ ${title} (${Math.round((Date.now() - started) / 1_000)} s)`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As `pnpm check`, for the packages that the catalog or the shop can break. */
async function checkCode(copy: string, packages: string[]): Promise<void> {
  const filters = packages.map((name) => `--filter=@admin-events/${name}`);
  await pnpm(copy, "exec", "turbo", "run", "types", "--only", "--output-logs=errors-only", ...filters);
  await pnpm(copy, "exec", "eslint", "--config", "tooling/eslint/eslint.config.js", ...LINTED);
  await pnpm(copy, "exec", "turbo", "boundaries");
  await pnpm(copy, "exec", "knip", "--config", "tooling/knip.json");
  await pnpm(
    copy,
    "exec",
    "prettier",
    "--check",
    "--ignore-unknown",
    "--log-level",
    "warn",
    "*.*",
    "apps/*/*.*",
    ...LINTED,
  );
}

function test(copy: string, paths: string[]): Promise<void> {
  return pnpm(copy, "test", "--reporter=dot", ...paths);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
