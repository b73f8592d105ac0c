import type { TRPCProcedureType } from "@trpc/server";
import { initTRPC, TRPCError } from "@trpc/server";
import type { Actor, ApiContext } from "./context.ts";
import { recordUsage } from "./record-call.ts";
import { formatError } from "./errors.ts";
import { ValidationError } from "@admin-events/core/errors";

const t = initTRPC.context<ApiContext>().create({
  errorFormatter({ shape, error, ctx }) {
    // What went wrong inside is for the log, which has the same request id.
    const message =
      error.code === "INTERNAL_SERVER_ERROR"
        ? `Something went wrong on our side. Request ${ctx?.requestId ?? "unknown"}.`
        : formatError(error);

    return {
      ...shape,
      message,
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

/** Turns the mistakes of the asker, which core throws as its own errors, into BAD_REQUEST. */
const withExpectedErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;

  const { cause } = result.error;
  if (cause instanceof ValidationError || cause instanceof ValidationError) {
    throw new TRPCError({ code: "BAD_REQUEST", message: cause.message, cause });
  }
  if ((cause as { code?: unknown } | undefined)?.code === statementTimeout) {
    throw new TRPCError({
      code: "TIMEOUT",
      message: "The question took longer than 10 seconds; ask about a shorter range.",
      cause,
    });
  }

  return result;
});

const statementTimeout = "57014";

/** Around everything else, so that it sees the error that the asker sees. */
const withRecord = t.middleware(async ({ ctx, path, type, next }) => {
  const startedAt = performance.now();
  const result = await next();
  ctx.noteAnswer?.({
    path,
    type,
    outcome: result.ok ? "ok" : result.error.code,
    milliseconds: performance.now() - startedAt,
  });
  recordUsage(ctx, { path, type, startedAt, error: result.ok ? null : result.error });

  return result;
});

const procedure = t.procedure.use(withRecord).use(withExpectedErrors);

/** For applications with a key, and code of this process. 401 without a key, or with one that was revoked meanwhile. */
export const senderProcedure = procedure.use(async ({ ctx, type, next }) => {
  switch (ctx.actor.kind) {
    case "key":
    case "process":
      break;
    case "refused":
      throw refusalOf(ctx.actor);
    case "member":
    case "user":
    case "anonymous":
      throw new TRPCError({
        code: "UNAUTHORIZED",
        message: "Sending events needs a key: Authorization: Bearer pk_… or sk_….",
      });
  }
  if (!(await isStillSignedIn(ctx, type))) {
    throw new TRPCError({ code: "UNAUTHORIZED", message: "The key was revoked." });
  }

  return next();
});

/** For servers with a secret key, and code of this process. Beside the answers of `senderProcedure`, 403 for public keys. */
export const serverProcedure = senderProcedure.use(({ ctx: { actor }, next }) => {
  if (actor.kind === "key" && actor.key === "public") {
    throw new TRPCError({
      code: "FORBIDDEN",
      message: "A public key (pk_…) may send events only; use a secret key (sk_…) on a server.",
    });
  }

  return next();
});

/**
 * For admins who are signed in to the panel. 401 without a sign-in, or with one that ended meanwhile, 403 for anyone
 * else.
 */
export const adminProcedure = procedure.use(async ({ ctx, type, next }) => {
  if (ctx.actor.kind === "user") {
    throw new TRPCError({ code: "FORBIDDEN", message: "Only admins may read this." });
  }
  await assertMayRead(ctx, type);

  return next();
});

/** For admins, and for end users with a token, who may see what is their own: the procedure asks `restrictToOwnEntries`. */
export const selfProcedure = procedure.use(async ({ ctx, type, next }) => {
  await assertMayRead(ctx, type);

  return next();
});

async function assertMayRead(ctx: ApiContext, type: TRPCProcedureType): Promise<void> {
  switch (ctx.actor.kind) {
    case "process":
    case "user":
      break;
    case "member":
      if (ctx.actor.role === "admin") break;
      throw new TRPCError({
        code: "FORBIDDEN",
        message: "Only admins may read this. Ask an admin to add you.",
      });
    case "key":
      throw new TRPCError({
        code: "FORBIDDEN",
        message: "A key can send events, not read them. Sign in as an admin.",
      });
    case "refused":
      throw refusalOf(ctx.actor);
    case "anonymous":
      throw new TRPCError({ code: "UNAUTHORIZED", message: "Sign in as an admin to read this." });
  }
  if (!(await isStillSignedIn(ctx, type))) {
    throw new TRPCError({ code: "UNAUTHORIZED", message: "Your sign-in has ended. Sign in again." });
  }
}

function refusalOf({ code, message }: Extract<Actor, { kind: "refused" }>): TRPCError {
  return new TRPCError({ code, message });
}

/** Asks at most once a minute; before a subscription, which is open for long, always. */
function isStillSignedIn(ctx: ApiContext, type: TRPCProcedureType): Promise<boolean> {
  return ctx.isStillSignedIn(type === "subscription" ? 0 : 60_000);
}
