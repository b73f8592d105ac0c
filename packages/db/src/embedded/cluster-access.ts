import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./error-code.ts";

export interface ClusterAccess {
  password: string;
  /** The last port, which is used again if it is free. */
  port: number;
}

export const CLUSTER_USER = "admin_events";
export const DATABASE_NAME = "admin_events";

/** Null if the folder contains no embedded cluster. */
export async function readAccess(getClusterDirectory: string): Promise<ClusterAccess | null> {
  const text = await readFile(accessFile(getClusterDirectory), "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });

  return text === null ? null : (JSON.parse(text) as ClusterAccess);
}

export async function writeAccess(getClusterDirectory: string, access: ClusterAccess): Promise<void> {
  const file = accessFile(getClusterDirectory);

  await writeFile(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export function clusterUrl({ password, port }: ClusterAccess, database: string): string {
  return `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${port}/${database}`;
}

function accessFile(getClusterDirectory: string): string {
  return join(getClusterDirectory, "admin_events.json");
}
