import { formatIssueMessage } from "@admin-events/catalog";
import { ActivityNotFoundError } from "@admin-events/core/activity";
import { OverloadedError, ValidationError } from "@admin-events/core/errors";
import { toFailureResponse } from "@admin-events/core/item-result";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const STATEMENT_TIMEOUT = "57014";
/** Values of the caller that PostgreSQL cannot represent. Inputs are checked before, so these are what no check knows. */
const PROBLEM_BY_SQLSTATE: Readonly<Record<string, string>> = {
  "22003": "A number is out of range. Use a smaller one.",
  "22007": "A date or time is malformed. Write it like 2026-03-03 or 2026-03-03T10:00:00Z.",
  "22008": "A date or time is out of range. Use years 1 to 9999.",
  "22009": "A date or time is out of range. Use years 1 to 9999.",
  "22021": "A text contains a character that cannot be stored, such as NUL. Remove it.",
  "22P05": "A text contains a character that cannot be stored, such as NUL. Remove it.",
};

/** Maps an error of core or PostgreSQL to a tRPC error; null for an unexpected one, which stays an internal error. */
export function toTRPCError(cause: unknown): TRPCError | null {
  if (cause instanceof ValidationError)
    return new TRPCError({ code: "BAD_REQUEST", message: cause.message, cause });
  if (cause instanceof ActivityNotFoundError)
    return new TRPCError({ code: "NOT_FOUND", message: cause.message, cause });
  if (cause instanceof OverloadedError) {
    const { code, message } = toFailureResponse([cause]);
    return new TRPCError({ code, message, cause });
  }
  const sqlState = getSqlState(cause);
  const message = PROBLEM_BY_SQLSTATE[sqlState];
  if (message !== undefined) return new TRPCError({ code: "BAD_REQUEST", message, cause });
  if (sqlState === STATEMENT_TIMEOUT) {
    const message = "The query took longer than 10 seconds. Choose a shorter time range.";
    return new TRPCError({ code: "TIMEOUT", message, cause });
  }

  return null;
}

/** An empty text for other errors. */
function getSqlState(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };

  return typeof code === "string" ? code : "";
}

/** The message for the caller: the first invalid field of an input, or the error's own message. Masks internal errors. */
export function formatError({ code, cause, message }: TRPCError, requestId = "unknown"): string {
  if (code === "INTERNAL_SERVER_ERROR") return `Internal server error. Request ID: ${requestId}`;

  return cause instanceof ZodError ? formatIssueMessage(cause) : message;
}
