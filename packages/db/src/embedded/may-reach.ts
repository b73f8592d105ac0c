import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { ServerAccount } from "./server-account.ts";

/** Whether the account may run the program at `file`, as far as permission bits tell. */
export async function mayRun(file: string, account: ServerAccount): Promise<boolean> {
  return (await allows(file, account, 0o5)) && (await mayPass(dirname(file), account));
}

/** Whether the account may pass through the folder and every folder above it, as far as permission bits tell. */
export async function mayPass(folder: string, account: ServerAccount): Promise<boolean> {
  if (!(await allows(folder, account, 0o1))) return false;

  const parent = dirname(folder);
  return parent === folder || mayPass(parent, account);
}

/** `wanted` is one octal digit of permission bits: 4 read, 2 write, 1 execute or pass. */
async function allows(path: string, { uid, gid }: ServerAccount, wanted: number): Promise<boolean> {
  const entry = await stat(path);
  const shift = entry.uid === uid ? 6 : entry.gid === gid ? 3 : 0;

  return ((entry.mode >> shift) & wanted) === wanted;
}
