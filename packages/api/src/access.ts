import type { TRPCProcedureType } from "@trpc/server";
import { TRPCError } from "@trpc/server";
import { createActivityLog } from "./activity-log.ts";
import type { Actor, ApiContext } from "./context.ts";
import { publicProcedure } from "./trpc.ts";

type ActorKind<Kind extends Actor["kind"]> = Extract<Actor, { kind: Kind }>;
type SecretKey = ActorKind<"key"> & { key: "secret" };
type Admin = ActorKind<"member"> & { role: "admin" };

/** For applications with an API key, and for this process. Otherwise UNAUTHORIZED. */
export const senderProcedure = publicProcedure.use(async ({ ctx, type, next }) => {
  const { actor } = ctx;
  switch (actor.kind) {
    case "key":
    case "process":
      await assertWithinLimit(ctx);
      await assertStillAuthorized(ctx, type, "This API key was revoked. Use another key.");
      return next({ ctx: { actor } });
    case "refused":
      throw new TRPCError(actor);
    case "member":
    case "user":
    case "anonymous":
      throw unauthorized("Send an API key: Authorization: Bearer pk_… or sk_…");
  }
});

async function assertWithinLimit({ countItem }: ApiContext): Promise<void> {
  const waitSeconds = (await countItem?.()) ?? null;
  if (waitSeconds === null) return;

  throw new TRPCError({
    code: "TOO_MANY_REQUESTS",
    message: `Too many events. Retry in ${waitSeconds === 1 ? "1 second" : `${waitSeconds} seconds`}.`,
    cause: new TooManyItemsError(waitSeconds),
  });
}

class TooManyItemsError extends Error {
  override readonly name = "TooManyItemsError";
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("Too many events");
    this.retryAfter = retryAfter;
  }
}
/** For applications with an API key, for end users with a token, and for this process. Otherwise as `senderProcedure`. */
export const visitorProcedure = publicProcedure.use(async ({ ctx, type, next }) => {
  const { actor } = ctx;
  switch (actor.kind) {
    case "key":
    case "process":
    case "user":
      await assertWithinLimit(ctx);
      await assertStillAuthorized(ctx, type, "This API key or token is no longer valid. Use another one.");
      return next({ ctx: { actor } });
    case "refused":
      throw new TRPCError(actor);
    case "member":
    case "anonymous":
      throw unauthorized("Send an API key or the token of a user: Authorization: Bearer …");
  }
});

/** For servers with a secret key, and for this process. Otherwise as `senderProcedure`, and FORBIDDEN for public keys. */
export const serverProcedure = senderProcedure.use(({ ctx: { actor }, next }) => {
  if (actor.kind === "process") return next({ ctx: { actor } });
  if (!isSecretKey(actor))
    throw forbidden("Public keys (pk_…) can only send events. Use a secret key (sk_…) on a server.");

  return next({ ctx: { actor } });
});

/** For admins who are signed in to the panel, and for this process. UNAUTHORIZED without a session, otherwise FORBIDDEN. */
export const adminProcedure = publicProcedure.use(async ({ ctx, type, next }) => {
  if (ctx.actor.kind === "user") throw forbidden("Only admins have access.");
  const actor = await authorizeAdmin(ctx, ctx.actor, type);

  return next({ ctx: { actor } });
});

/** For end users with a token, and for every caller that `adminProcedure` admits. `ctx.activityLog` holds only the end user's own entries. */
export const selfProcedure = publicProcedure.use(async ({ ctx, type, next }) => {
  const { actor } = ctx;
  if (actor.kind === "user") await assertStillAuthorized(ctx, type);
  else await authorizeAdmin(ctx, actor, type);

  const activityLog = createActivityLog(ctx, actor.kind === "user" ? actor.id : null);
  return next({ ctx: { activityLog, em: undefined, reader: undefined } });
});

async function authorizeAdmin(
  ctx: ApiContext,
  actor: Exclude<Actor, { kind: "user" }>,
  type: TRPCProcedureType,
): Promise<Admin | ActorKind<"process">> {
  switch (actor.kind) {
    case "process":
      return actor;
    case "member":
      if (!isAdmin(actor)) throw forbidden("Only admins have access. Ask an admin to add you.");
      await assertStillAuthorized(ctx, type);
      return actor;
    case "key":
      throw forbidden("API keys can only send events. Sign in as an admin.");
    case "refused":
      throw new TRPCError(actor);
    case "anonymous":
      throw unauthorized("Sign in as an admin.");
  }
}

/** Accepts a result that is a minute old, except before a subscription, which stays open. */
export async function assertStillAuthorized(
  ctx: ApiContext,
  type: TRPCProcedureType,
  message = "Your session has ended. Sign in again.",
): Promise<void> {
  const isAuthorized = await ctx.isStillAuthorized(type === "subscription" ? 0 : 60_000);
  if (!isAuthorized) throw unauthorized(message);
}

function isSecretKey(actor: ActorKind<"key">): actor is SecretKey {
  return actor.key === "secret";
}

function isAdmin(actor: ActorKind<"member">): actor is Admin {
  return actor.role === "admin";
}

function unauthorized(message: string): TRPCError {
  return new TRPCError({ code: "UNAUTHORIZED", message });
}

function forbidden(message: string): TRPCError {
  return new TRPCError({ code: "FORBIDDEN", message });
}
