import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { ServerAccount } from "./server-account.ts";

export async function canRun(file: string, account: ServerAccount): Promise<boolean> {
  return (await allows(file, account, 0o5)) && (await canTraverse(dirname(file), account));
}

export async function canTraverse(folder: string, account: ServerAccount): Promise<boolean> {
  if (!(await allows(folder, account, 0o1))) return false;

  const parent = dirname(folder);
  return parent === folder || canTraverse(parent, account);
}

/** @param wanted one octal digit of permission bits: 4 read, 2 write, 1 execute or traverse. */
async function allows(path: string, { uid, gid }: ServerAccount, wanted: number): Promise<boolean> {
  const entry = await stat(path);
  const shift = entry.uid === uid ? 6 : entry.gid === gid ? 3 : 0;

  return ((entry.mode >> shift) & wanted) === wanted;
}
