import { userInfo } from "node:os";
import { DatabaseUnavailableError } from "./database-unavailable.ts";
import { errorCode } from "./error-code.ts";

/** Turns whatever went wrong with the embedded PostgreSQL of the folder into a sentence that says what to do. */
export function asUnavailable(error: unknown, dataDir: string): DatabaseUnavailableError {
  if (error instanceof DatabaseUnavailableError) return error;

  return new DatabaseUnavailableError(
    `${trouble(error, dataDir)}, or set DATABASE_URL to a PostgreSQL of your own.`,
    { cause: error },
  );
}

function trouble(error: unknown, dataDir: string): string {
  switch (sqliteCode(error) || errorCode(error)) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
    // What mkdir says on a file system that is mounted read-only.
    case "ENOENT":
      return `The folder ${dataDir} cannot be used by user "${userInfo().username}": make it theirs, set DATA_DIR to another folder`;
    case "ENOTDIR":
    case "EEXIST":
      return `${dataDir} is not a folder: move it away, set DATA_DIR to another place`;
    case "ENOSPC":
    case "EDQUOT":
      return `There is no space left for ${dataDir}: free about 200 MB, set DATA_DIR to a folder on another disk`;
    case "28P01":
      return `The PostgreSQL in ${dataDir} does not accept the password in its file postgres/admin_events.json: restore that file, move ${dataDir} away to begin with an empty database`;
    default:
      return `The built-in PostgreSQL in ${dataDir} cannot be used (${error instanceof Error ? error.message : String(error)}): try again, set DATA_DIR to another folder`;
  }
}

/** SQLite's codes for the lock file, as the system errors they stand for: https://www.sqlite.org/rescode.html */
function sqliteCode(error: unknown): string {
  const codes: Record<number, string> = { 8: "EACCES", 13: "ENOSPC", 14: "EACCES" };

  return (error instanceof Error && "errcode" in error && codes[Number(error.errcode)]) || "";
}
