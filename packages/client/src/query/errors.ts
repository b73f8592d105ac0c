import type { AppRouter } from "@admin-events/api";
import type { TRPCLink } from "@trpc/client";
import { TRPCClientError } from "@trpc/client";
import { observable } from "@trpc/server/observable";

/** The caller is not signed in (401). */
export class NotSignedInError extends TRPCClientError<AppRouter> {
  constructor(cause: TRPCClientError<AppRouter>) {
    super(cause.message, { result: toResult(cause), cause, meta: cause.meta });
    // The constructor of TRPCClientError sets its own prototype.
    Object.setPrototypeOf(this, NotSignedInError.prototype);
    this.name = "NotSignedInError";
  }
}

/** The caller is not allowed to run the query (403). */
export class NotAllowedError extends TRPCClientError<AppRouter> {
  constructor(cause: TRPCClientError<AppRouter>) {
    super(cause.message, { result: toResult(cause), cause, meta: cause.meta });
    Object.setPrototypeOf(this, NotAllowedError.prototype);
    this.name = "NotAllowedError";
  }
}

function toNamedError(error: TRPCClientError<AppRouter>): TRPCClientError<AppRouter> {
  const status = getStatus(error);

  if (status === 401) return new NotSignedInError(error);
  if (status === 403) return new NotAllowedError(error);
  return error;
}

/** Whether a retry would fail the same way, because the server rejected the request itself. */
export function isFinal(error: TRPCClientError<AppRouter>): boolean {
  const status = getStatus(error) ?? 0;

  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** A tRPC link that converts 401 and 403 to their error classes. */
export const nameErrors: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        error: (error) => observer.error(toNamedError(error)),
        complete: () => observer.complete(),
      }),
    );

/** The status from the API's error, or from the HTTP response if a proxy responded. */
function getStatus({ data, meta }: TRPCClientError<AppRouter>): number | undefined {
  const response = meta?.response;

  return data?.httpStatus ?? (response instanceof Response ? response.status : undefined);
}

function toResult({ shape }: TRPCClientError<AppRouter>) {
  return shape ? { error: shape } : undefined;
}
