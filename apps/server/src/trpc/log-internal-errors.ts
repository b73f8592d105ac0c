import type { ApiContext } from "@admin-events/api";
import type { TRPCError } from "@trpc/server";
import type { Log } from "../log.ts";

interface Failure {
  error: TRPCError;
  path?: string;
  ctx?: ApiContext;
}

const ourFault: TRPCError["code"][] = ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"];

/**
 * Logs whole what went wrong on our side. Its asker gets only the request id. Calls of one request that fail for the same
 * cause are one failure.
 */
export function logInternalErrors(log: Log): (failure: Failure) => void {
  const toldFor = new WeakMap<Error, string | undefined>();

  return ({ error, path, ctx }) => {
    if (!ourFault.includes(error.code)) return;

    const cause = error.cause ?? error;
    if (toldFor.has(cause) && toldFor.get(cause) === ctx?.requestId) return;
    toldFor.set(cause, ctx?.requestId);

    log.error({ error: cause, path, requestId: ctx?.requestId }, "A procedure failed.");
  };
}
