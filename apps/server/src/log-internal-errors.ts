import type { ApiContext } from "@admin-events/api";
import type { TRPCError } from "@trpc/server";
import type { Log } from "./log.ts";

interface Failure {
  error: TRPCError;
  path?: string;
  ctx?: ApiContext;
}

/** Logs whole what went wrong on our side. Its asker gets only the request id. */
export function logInternalErrors(log: Log): (failure: Failure) => void {
  return ({ error, path, ctx }) => {
    if (error.code !== "INTERNAL_SERVER_ERROR") return;

    log.error({ error: error.cause ?? error, path, requestId: ctx?.requestId }, "A procedure failed.");
  };
}
