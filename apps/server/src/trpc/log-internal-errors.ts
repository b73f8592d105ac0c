import type { ApiContext } from "@admin-events/api";
import type { TRPCError } from "@trpc/server";
import type { Log } from "../log.ts";

interface Failure {
  error: TRPCError;
  path?: string;
  ctx?: ApiContext;
}

const LOGGED_CODES: TRPCError["code"][] = ["INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"];

/** Logs errors of the server, whose details the caller does not get; once per request and cause. */
export function logInternalErrors(log: Log): (failure: Failure) => void {
  const requestIdByCause = new WeakMap<Error, string | undefined>();

  return ({ error, path, ctx }) => {
    if (!LOGGED_CODES.includes(error.code)) return;

    const cause = error.cause ?? error;
    if (requestIdByCause.has(cause) && requestIdByCause.get(cause) === ctx?.requestId) return;
    requestIdByCause.set(cause, ctx?.requestId);

    log.error({ error: cause, path, requestId: ctx?.requestId }, "API call failed");
  };
}
