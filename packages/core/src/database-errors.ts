import { DatabaseSilentError } from "@admin-events/db/connections";

/** The fields of an error of PostgreSQL. https://www.postgresql.org/docs/current/protocol-error-fields.html */
interface PostgresError {
  code: string;
  /** The source file of PostgreSQL that raised it. Unlike the message it is not translated. */
  file?: string;
}

const SEQUENCE_EXHAUSTED = "2200H";
/** PostgreSQL's limits that concern the whole server, with the code of those about a row: notifications, transaction ids, locks. */
const filesOfServerLimits = new Set(["async.c", "varsup.c", "multixact.c", "xact.c"]);
/** Shutdown and crash of the server, a standby, and a server that starts. */
const reconnectCodes = new Set(["57P01", "57P02", "57P03", "25006", "ECONNRESET", "EPIPE"]);

export function getSqlState(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };

  return typeof code === "string" ? code : undefined;
}

/** Whether the same row fails again: classes 22 (data) and 54 (limits), except for what is the server's own. */
export function isDataError(error: unknown): boolean {
  const state = getSqlState(error) ?? "";
  if (state === SEQUENCE_EXHAUSTED) return false;
  if (/^22/.test(state)) return true;

  return /^54/.test(state) && !filesOfServerLimits.has((error as PostgresError).file ?? "");
}

/** Whether the queue that all notifications of the cluster share is full, so that a transaction with one cannot commit. */
export function isNotifyQueueFull(error: unknown): boolean {
  return getSqlState(error) === "54000" && (error as PostgresError).file === "async.c";
}

/** Whether the connection is of no more use, and a new one may work. It is unknown whether the statement took effect. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof DatabaseSilentError) return true;
  const state = getSqlState(error) ?? "";

  return (
    reconnectCodes.has(state) ||
    /^08/.test(state) ||
    (error instanceof Error && /^Connection terminated|not queryable/.test(error.message))
  );
}
