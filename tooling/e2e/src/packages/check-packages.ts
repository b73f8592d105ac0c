import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePorts } from "../free-ports.ts";
import { parseKey } from "../parse-key.ts";
import { repository } from "../repository.ts";
import { runScript } from "../script.ts";
import { nodeApps } from "./node-apps.ts";
import type { SmokeApp } from "./smoke-app.ts";
import { webApps } from "./web-apps.ts";

const run = promisify(execFile);

export const smokeApps: readonly SmokeApp[] = [...nodeApps, ...webApps];

/**
 * Packs the client and the catalog, installs them with npm in apps outside of this repository, builds and runs these against a
 * real server, and compares what arrived. Needs the npm registry, and takes minutes.
 *
 * @param names only the apps with these names; all without any.
 * @throws {Error} for the first app that fails, with its output.
 */
export async function checkPackages(names: readonly string[], print: (line: string) => void): Promise<void> {
  const apps = smokeApps.filter(({ name }) => names.length === 0 || names.includes(name));
  const folder = await mkdtemp(join(tmpdir(), "admin-events-packages-"));
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => rm(folder, { recursive: true, force: true }));

  const tarballs = await packPackages(folder);
  print("Packed the client and the catalog.");
  const env = { DATA_DIR: join(folder, "data"), DATABASE_URL: "", AUTH_SECRET: "" };
  const { createServer } = (await import(
    join(repository, "apps/server/src/create-server.ts")
  )) as ServerModule;
  const server = await createServer({
    dataDir: env.DATA_DIR,
    port: 0,
    servesPanel: false,
    logLevel: "error",
  });
  cleanUp.defer(() => server.close());
  const cli = (...args: string[]) => runScript("apps/server/src/cli/main.ts", args, env);
  const secretKey = parseKey(await cli("keys", "create", "smoke"));

  for (const app of apps) {
    const started = Date.now();
    await runApp(app, {
      folder: join(folder, app.name),
      tarballs,
      env: { SERVER_URL: server.url, SECRET_KEY: secretKey, APP_PORT: String((await freePorts(1))[0]) },
    });
    const stored = JSON.parse(
      await cli("call", "list_latest", JSON.stringify({ name: `smoke.${app.name}` })),
    ) as {
      items: unknown[];
    };
    if (stored.items.length !== app.sends)
      throw new Error(`${app.name}: ${stored.items.length} events arrived instead of ${app.sends}.`);
    print(`${app.name}: ok (${Math.round((Date.now() - started) / 1_000)} s)`);
  }
}

/** Imported at run time: with it, the types of the panel's libraries would apply to these tests too. */
interface ServerModule {
  createServer: (options: object) => Promise<{ url: string; close: () => Promise<void> }>;
}

async function packPackages(folder: string): Promise<string[]> {
  await run(
    "pnpm",
    ["--filter", "@admin-events/client", "--filter", "@admin-events/catalog", "run", "build"],
    {
      cwd: repository,
    },
  );
  for (const name of ["client", "catalog"])
    await run("pnpm", ["pack", "--pack-destination", folder], { cwd: join(repository, "packages", name) });

  return ["client", "catalog"].map((name) => join(folder, `admin-events-${name}-0.1.0.tgz`));
}

interface RunOptions {
  folder: string;
  tarballs: readonly string[];
  env: Record<string, string>;
}

async function runApp(app: SmokeApp, { folder, tarballs, env }: RunOptions): Promise<void> {
  for (const [path, text] of Object.entries(app.files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const isModule = "vite.config.ts" in app.files;
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: `smoke-${app.name}`, private: true, ...(isModule && { type: "module" }) }),
  );
  const node = app.nodeVersion ? [`node@${app.nodeVersion}`] : [];
  await execute(app.name, folder, {}, [
    ...["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"],
    ...tarballs,
    ...app.dependencies,
    ...node,
  ]);
  // Before the Node of the machine and of this repository.
  const bin = join(folder, "node_modules/node/bin");
  const path = app.nodeVersion ? `${bin}${delimiter}${process.env.PATH}` : (process.env.PATH ?? "");
  for (const command of app.commands) await execute(app.name, folder, { ...env, PATH: path }, command);
}

async function execute(
  name: string,
  cwd: string,
  env: Record<string, string>,
  [program = "", ...args]: readonly string[],
): Promise<void> {
  const { NODE_ENV: _, ...inherited } = process.env;
  try {
    await run(program, args, { cwd, env: { ...inherited, ...env }, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${name}: \`${program} ${args.join(" ")}\` failed.\n${stdout}\n${stderr}`, {
      cause: error,
    });
  }
}
