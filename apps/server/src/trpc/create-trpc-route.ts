import { appRouter } from "@admin-events/api";
import { TRPCError } from "@trpc/server";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import type { RequestHandler } from "express";
import type { ReadBody } from "../http/create-body-reader.ts";
import type { HttpStatus } from "../http/http-error.ts";
import { HttpError } from "../http/http-error.ts";
import { getRequestId } from "../http/request-id.ts";
import type { Log } from "../log.ts";
import type { ContextDeps } from "./create-context.ts";
import { createContext, createRequestContext } from "./create-context.ts";
import { logInternalErrors } from "./log-internal-errors.ts";
import { recordRefusedCalls } from "./record-refused-calls.ts";
import { protectInput } from "./protect-input.ts";

export interface TRPCRouteDeps {
  context: ContextDeps;
  readBody: ReadBody;
  log: Log;
}

const MAX_CALLS_PER_BATCH = 20;
const RETRIED_CODES: TRPCError["code"][] = ["TOO_MANY_REQUESTS", "SERVICE_UNAVAILABLE"];
const DEFAULT_RETRY_SECONDS = 5;
const BODY_LIMIT = { maxBytes: 512 * 1024, advice: "Send less at once." };

/** The database or the application's public keys are unavailable. The cause is logged with the call. */
const UNCHECKED = {
  kind: "refused",
  code: "SERVICE_UNAVAILABLE",
  message: "Your credentials cannot be checked right now. Send this again in a moment.",
} as const;

/** Every procedure over HTTP. */
export function createTRPCRoute({ context, readBody, log }: TRPCRouteDeps): RequestHandler {
  const logError = logInternalErrors(log);
  const recordRefusal = recordRefusedCalls(context.recordRejection);

  return createExpressMiddleware({
    router: appRouter,
    async createContext({ req: { headers, ip }, res }) {
      const requestId = getRequestId(res);
      try {
        return await createRequestContext(context, { headers, ip }, requestId);
      } catch (cause) {
        return createContext(context, { ...UNCHECKED, cause }, requestId);
      }
    },
    maxBatchSize: MAX_CALLS_PER_BATCH,
    // Clients send queries by POST whose input is too long for a URL.
    allowMethodOverride: true,
    // tRPC takes a body that was read before. It has no limit of its own for bodies of all requests together.
    middleware(request, _response, next) {
      if (request.method !== "POST") {
        protectInput(request);
        next();
        return;
      }
      readBody(request, BODY_LIMIT).then(
        (body) => {
          Object.assign(request, { body: body.toString() });
          protectInput(request);
          next();
        },
        (error: unknown) => {
          next(toTRPCError(error));
        },
      );
    },
    responseMeta: ({ errors }) => ({ headers: getRetryHeaders(errors) }),
    onError(failure) {
      logError(failure);
      recordRefusal(failure);
    },
  });
}

/** As `/ingest` does, for calls that should be sent again. */
function getRetryHeaders(errors: readonly TRPCError[]): Record<string, string> {
  const temporary = errors.filter(({ code }) => RETRIED_CODES.includes(code));
  if (temporary.length === 0) return {};

  const seconds = temporary.map(({ cause }) => {
    const { retryAfter } = (cause ?? {}) as { retryAfter?: unknown };
    return typeof retryAfter === "number" ? retryAfter : DEFAULT_RETRY_SECONDS;
  });
  return { "Retry-After": String(Math.max(...seconds)) };
}

function toTRPCError(cause: unknown): TRPCError {
  if (!(cause instanceof HttpError)) {
    return new TRPCError({ code: "CLIENT_CLOSED_REQUEST", message: "The connection was closed.", cause });
  }

  return new TRPCError({ code: CODE_BY_STATUS[cause.status] ?? "BAD_REQUEST", message: cause.message });
}

const CODE_BY_STATUS: Partial<Record<HttpStatus, TRPCError["code"]>> = {
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  503: "SERVICE_UNAVAILABLE",
};
