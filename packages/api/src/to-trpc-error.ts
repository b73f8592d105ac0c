import { ActivityNotFoundError } from "@admin-events/core/activity";
import { OverloadedError, ValidationError } from "@admin-events/core/errors";
import { toFailureResponse } from "@admin-events/core/item-result";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: query_canceled */
const STATEMENT_TIMEOUT = "57014";

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
  if ((cause as { code?: unknown } | undefined)?.code === STATEMENT_TIMEOUT) {
    const message = "The query took longer than 10 seconds. Choose a shorter time range.";
    return new TRPCError({ code: "TIMEOUT", message, cause });
  }

  return null;
}

/** The message for the caller: the first invalid field of an input, or the error's own message. Masks internal errors. */
export function formatError({ code, cause, message }: TRPCError, requestId = "unknown"): string {
  if (code === "INTERNAL_SERVER_ERROR") return `Internal server error. Request ID: ${requestId}`;
  if (!(cause instanceof ZodError)) return message;

  const [issue] = cause.issues;
  const path = issue?.path.join(".");

  return path ? `${path}: ${issue?.message}` : (issue?.message ?? message);
}
