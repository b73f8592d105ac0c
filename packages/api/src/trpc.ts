import { initTRPC } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { recordCall } from "./record-call.ts";
import { takeTurn } from "@admin-events/core/background";
import { formatError, toTRPCError } from "./to-trpc-error.ts";

const t = initTRPC.context<ApiContext>().create({
  errorFormatter({ shape, error, ctx }) {
    return {
      ...shape,
      message: formatError(error, ctx?.requestId),
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        requestId: ctx?.requestId ?? null,
      },
    };
  },
  sse: { enabled: false },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

const withErrorCodes = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;

  throw toTRPCError(result.error.cause) ?? result.error;
});

const withCallRecord = t.middleware(async ({ ctx, path, type, next }) => {
  const startedAt = performance.now();
  // Senders wait for each other in the queue anyway, and their events are stored together.
  if (type === "query") await takeTurn();
  const result = await next();
  recordCall(ctx, { path, type, startedAt, error: result.ok ? null : result.error });

  return result;
});

/** Open to every caller. The record comes first, so that it sees the error code that the caller gets. */
export const publicProcedure = t.procedure.use(withCallRecord).use(withErrorCodes);
