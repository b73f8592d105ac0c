import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./error-code.ts";

/** What it takes to get into a cluster of ours; kept inside it, readable for nobody else. */
export interface ClusterAccess {
  password: string;
  /** Where it listened last, and listens again when that port is free. */
  port: number;
}

/** The one role of a cluster of ours, and the name of the project's database in it. */
export const clusterUser = "admin_events";
export const projectDatabase = "admin_events";

/** Null when the folder holds no cluster of ours. */
export async function readAccess(clusterDirectory: string): Promise<ClusterAccess | null> {
  const text = await readFile(accessFile(clusterDirectory), "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });

  return text === null ? null : (JSON.parse(text) as ClusterAccess);
}

export async function writeAccess(clusterDirectory: string, access: ClusterAccess): Promise<void> {
  const file = accessFile(clusterDirectory);

  await writeFile(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export function clusterUrl({ password, port }: ClusterAccess, database: string): string {
  return `postgres://${clusterUser}:${password}@127.0.0.1:${port}/${database}`;
}

function accessFile(clusterDirectory: string): string {
  return join(clusterDirectory, "admin_events.json");
}
