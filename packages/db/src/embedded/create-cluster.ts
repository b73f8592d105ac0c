import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CLUSTER_USER, writeAccess } from "./cluster-access.ts";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";
import { findFreePort } from "./find-free-port.ts";
import type { Launcher } from "./launcher.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";

const initdbFlags = [
  "--encoding=UTF8",
  // Sorts and changes case the same way on every machine, regardless of its locales.
  "--locale=C",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--auth=scram-sha-256",
  `--username=${CLUSTER_USER}`,
  "--no-instructions",
];

/**
 * Creates a cluster in `directory`, which must be missing or empty: UTF-8, one role with a random password, a port of
 * its own. A killed process leaves no partial cluster.
 *
 * @throws {DatabaseUnavailableError} if initdb fails.
 */
export async function createCluster(
  directory: string,
  { initdb }: PostgresBinaries,
  launcher: Launcher,
  extraFlags: string[] = [],
): Promise<void> {
  await deleteDrafts(directory);
  // A new name each time: the initdb of a killed process may still write to the last draft.
  const draft = await mkdtemp(draftPrefix(directory));
  const passwordFile = `${draft}.password`;
  const password = randomBytes(24).toString("base64url");

  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    await Promise.all([launcher.own(draft), launcher.own(passwordFile)]);

    const flags = [...initdbFlags, `--pgdata=${draft}`, `--pwfile=${passwordFile}`, ...extraFlags];
    const { exitCode, output } = await launcher.run(initdb, flags);
    if (exitCode !== 0)
      throw new DatabaseUnavailableError(describeSetupFailure(directory, output), { cause: output });

    await writeAccess(draft, { password, port: await findFreePort() });
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

function describeSetupFailure(directory: string, output: string): string {
  if (output.includes("No space left on device")) {
    return `No space left for a database in ${directory}. Free about 200 MB, set DATA_DIR to a folder on another disk, or set DATABASE_URL to a PostgreSQL of your own.`;
  }
  const reason = output.match(/(?:FATAL|error): +(.+)/)?.[1] ?? output.split("\n").at(-1);

  return `PostgreSQL could not be set up in ${directory} (${reason}). Set DATA_DIR to another folder, or set DATABASE_URL to a PostgreSQL of your own.`;
}
