import { userInfo } from "node:os";
import { DatabaseUnavailableError } from "./database-unavailable-error.ts";
import { errorCode } from "./error-code.ts";

export function toDatabaseError(error: unknown, dataDir: string): DatabaseUnavailableError {
  if (error instanceof DatabaseUnavailableError) return error;

  return new DatabaseUnavailableError(
    `${describeProblem(error, dataDir)}, or set DATABASE_URL to a PostgreSQL of your own.`,
    { cause: error },
  );
}

function describeProblem(error: unknown, dataDir: string): string {
  switch (sqliteCode(error) || errorCode(error)) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
    // The code of mkdir on a read-only file system.
    case "ENOENT":
      return `User "${userInfo().username}" has no access to ${dataDir}. Change its owner, set DATA_DIR to another folder`;
    case "ENOTDIR":
    case "EEXIST":
      return `${dataDir} is not a folder. Move it, set DATA_DIR to another path`;
    case "ENOSPC":
    case "EDQUOT":
      return `No space left for ${dataDir}. Free about 200 MB, set DATA_DIR to a folder on another disk`;
    case "28P01":
      return `The PostgreSQL in ${dataDir} rejects the password in postgres/admin_events.json. Restore that file, move ${dataDir} to start with an empty database`;
    default:
      return `The built-in PostgreSQL in ${dataDir} failed (${error instanceof Error ? error.message : String(error)}). Try again, set DATA_DIR to another folder`;
  }
}

/** Maps SQLite's codes for the lock file to system errors: https://www.sqlite.org/rescode.html */
function sqliteCode(error: unknown): string {
  const codes: Record<number, string> = { 8: "EACCES", 13: "ENOSPC", 14: "EACCES" };

  return (error instanceof Error && "errcode" in error && codes[Number(error.errcode)]) || "";
}
