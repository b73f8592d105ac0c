import type { ApiContext } from "@admin-events/api";
import { formatIssue } from "@admin-events/catalog";
import type { Rejection } from "@admin-events/core/item-result";
import type { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

interface RefusedCall {
  error: TRPCError;
  path?: string;
  /** Undefined if it could not be parsed. */
  input?: unknown;
  ctx?: ApiContext;
}

/** The procedures with which applications send items, and the type of the item. */
const TYPE_BY_PATH: Readonly<Record<string, string>> = {
  track: "track",
  "users.identify": "identify",
  "usage.trackPageView": "page",
  "usage.heartbeat": "heartbeat",
  "activity.log": "track",
};

/** Records items that are refused before they reach ingestion: not what the schema says, no JSON, or a key of the wrong kind. */
export function recordRefusedCalls(record: (rejection: Rejection) => void): (call: RefusedCall) => void {
  return ({ error, path = "", input, ctx }) => {
    const type = TYPE_BY_PATH[path];
    const keyId = getKeyId(ctx);
    if (type === undefined || keyId === undefined || !isPermanent(error)) return;

    const isObject = typeof input === "object" && input !== null;
    const { path: field, message } = describe(error);
    record({ keyId, item: isObject ? { ...input, type } : { type }, path: field, reason: message });
  };
}

function getKeyId(ctx: ApiContext | undefined): number | undefined {
  if (ctx?.actor.kind === "key") return ctx.actor.id;

  return ctx?.actor.kind === "refused" ? ctx.actor.keyId : undefined;
}

/** Ingestion itself records the items that it rejects. Its errors have no cause. */
function isPermanent({ code, cause }: TRPCError): boolean {
  return code === "FORBIDDEN" || isUnreadable(cause) || (code === "BAD_REQUEST" && cause instanceof ZodError);
}

/** tRPC parses the body when a procedure asks for its input. */
function isUnreadable(cause: unknown): boolean {
  return cause instanceof SyntaxError;
}

function describe({ cause, message }: TRPCError): { path: string | null; message: string } {
  if (isUnreadable(cause)) return { path: null, message: "The input is not valid JSON." };
  if (!(cause instanceof ZodError)) return { path: null, message };

  const { path, problem } = formatIssue(cause);
  return { path, message: path === null ? problem : `${path}: ${problem}` };
}
