import type { TRPCError, TRPCProcedureType } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { v7 as uuidv7 } from "uuid";
import type { ApiContext } from "./context.ts";

interface Call {
  path: string;
  type: TRPCProcedureType;
  /** `performance.now()` at its start. */
  startedAt: number;
  error: TRPCError | null;
}

/** Reports a finished call to the metrics and to the usage data, without blocking it. */
export function recordCall(
  { onCallFinished, recordRequest, client }: ApiContext,
  { path, type, startedAt, error }: Call,
): void {
  const milliseconds = performance.now() - startedAt;
  onCallFinished?.({ path, type, outcome: error?.code ?? "ok", milliseconds });

  // Calls of `usage` would count themselves.
  if (!recordRequest || path.startsWith("usage.")) return;

  recordRequest({
    id: uuidv7(),
    occurredAt: new Date(),
    method: type,
    route: path,
    status: error ? getHTTPStatusCodeFromError(error) : 200,
    durationMs: milliseconds,
    errorCode: error?.code ?? null,
    // Members of the panel are not users of the application.
    userId: null,
    ip: client?.ip ?? null,
    userAgent: client?.userAgent ?? null,
  });
}
