import type { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { v7 as uuidv7 } from "uuid";
import type { ApiContext } from "./context.ts";

/** A call of a procedure, and how it went. */
interface Call {
  path: string;
  type: string;
  /** `performance.now()` when it began. */
  startedAt: number;
  error: TRPCError | null;
}

/** Questions about usage, which would count themselves. */
const ownPrefix = "usage.";

/** Records a call of a procedure in passing: nobody waits for it. */
export function recordUsage(
  { recordRequest, from }: ApiContext,
  { path, type, startedAt, error }: Call,
): void {
  if (!recordRequest || path.startsWith(ownPrefix)) return;

  recordRequest({
    id: uuidv7(),
    occurredAt: new Date(),
    method: type,
    route: path,
    status: error ? getHTTPStatusCodeFromError(error) : 200,
    durationMs: performance.now() - startedAt,
    errorCode: error?.code ?? null,
    // Those who sign in to the panel are not among the applications' users.
    userId: null,
    ip: from?.ip ?? null,
    userAgent: from?.userAgent ?? null,
  });
}
