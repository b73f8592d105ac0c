import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { clusterUser, writeAccess } from "./cluster-access.ts";
import { DatabaseUnavailableError } from "./database-unavailable.ts";
import { freePort } from "./free-port.ts";
import type { Launcher } from "./launcher.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";

const initdbFlags = [
  "--encoding=UTF8",
  // The same order and the same upper and lower case on every machine, whatever locales it has.
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--auth=scram-sha-256",
  `--username=${clusterUser}`,
  "--no-instructions",
];

/**
 * Makes a new cluster in `directory`, which must be missing or empty: UTF-8, one role with a random password, a port
 * of its own. It is there whole or not at all, even when the process is killed half-way.
 *
 * @throws DatabaseUnavailableError when initdb fails.
 */
export async function createCluster(
  directory: string,
  { initdb }: PostgresBinaries,
  launcher: Launcher,
  extraFlags: string[] = [],
): Promise<void> {
  await deleteDrafts(directory);
  // Of its own, because the initdb of a process that was killed may still be writing to the last one.
  const draft = await mkdtemp(draftPrefix(directory));
  const passwordFile = `${draft}.password`;
  const password = randomBytes(24).toString("base64url");

  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    await Promise.all([launcher.own(draft), launcher.own(passwordFile)]);

    const flags = [...initdbFlags, `--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...extraFlags];
    const { exitCode, output } = await launcher.run(initdb, flags);
    if (exitCode !== 0)
      throw new DatabaseUnavailableError(setupFailure(directory, output), { cause: output });

    await writeAccess(draft, { password, port: await freePort() });
    await rename(draft, directory);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

function draftPrefix(directory: string): string {
  return `${directory}.new-`;
}

async function deleteDrafts(directory: string): Promise<void> {
  const home = dirname(directory);
  const drafts = (await readdir(home)).filter((name) => name.startsWith(basename(draftPrefix(directory))));

  await Promise.allSettled(drafts.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

function setupFailure(directory: string, output: string): string {
  if (output.includes("No space left on device")) {
    return `There is no space left for a database in ${directory}: free about 200 MB, set DATA_DIR to a folder on another disk, or set DATABASE_URL to a PostgreSQL of your own.`;
  }
  const reason = output.match(/(?:FATAL|error): +(.+)/)?.[1] ?? output.split("\n").at(-1);

  return `PostgreSQL could not be set up in ${directory} (${reason}): set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL of your own.`;
}
