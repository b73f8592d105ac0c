import type { TRPCError, TRPCProcedureType } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { v7 as uuidv7 } from "uuid";
import type { Actor, ApiContext } from "./context.ts";

interface Call {
  path: string;
  type: TRPCProcedureType;
  /** `performance.now()` at its start. */
  startedAt: number;
  error: TRPCError | null;
}

/** Reports a finished call to the metrics and to the usage data, without blocking it. */
export function recordCall(
  { onCallFinished, recordRequest, client, actor }: ApiContext,
  { path, type, startedAt, error }: Call,
): void {
  const milliseconds = performance.now() - startedAt;
  onCallFinished?.({ path, type, outcome: error?.code ?? "ok", milliseconds });

  if (!recordRequest || !isAppUsage(actor) || path.startsWith("usage.")) return;

  recordRequest({
    id: uuidv7(),
    occurredAt: new Date(),
    method: type,
    route: path,
    status: error ? getHTTPStatusCodeFromError(error) : 200,
    durationMs: milliseconds,
    errorCode: error?.code ?? null,
    userId: null,
    ip: client?.ip ?? null,
    userAgent: client?.userAgent ?? null,
  });
}

/** Calls of an application and its users. The panel's own calls, and those of unauthenticated callers, are not usage of the application. */
function isAppUsage({ kind }: Actor): boolean {
  return kind === "key" || kind === "user";
}
