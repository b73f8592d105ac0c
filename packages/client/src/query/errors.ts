import type { AppRouter } from "@admin-events/api";
import type { TRPCLink } from "@trpc/client";
import { TRPCClientError } from "@trpc/client";
import { observable } from "@trpc/server/observable";

/** The server does not know who asks (401): sign in, or send a key it knows. */
export class NotSignedInError extends TRPCClientError<AppRouter> {
  constructor(cause: TRPCClientError<AppRouter>) {
    super(cause.message, { result: resultOf(cause), cause, meta: cause.meta });
    // The parent resets the prototype to its own.
    Object.setPrototypeOf(this, NotSignedInError.prototype);
    this.name = "NotSignedIn";
  }
}

/** The server knows who asks and does not allow this (403). */
export class NotAllowedError extends TRPCClientError<AppRouter> {
  constructor(cause: TRPCClientError<AppRouter>) {
    super(cause.message, { result: resultOf(cause), cause, meta: cause.meta });
    Object.setPrototypeOf(this, NotAllowedError.prototype);
    this.name = "NotAllowed";
  }
}

/** The same failure as an error one can tell apart with `instanceof`, when it is a 401 or 403. */
function namedError(error: TRPCClientError<AppRouter>): TRPCClientError<AppRouter> {
  const status = statusOf(error);

  if (status === 401) return new NotSignedInError(error);
  if (status === 403) return new NotAllowedError(error);
  return error;
}

/** Whether asking again would fail the same way: the request itself is refused, not only this attempt. */
export function isFinal(error: TRPCClientError<AppRouter>): boolean {
  const status = statusOf(error) ?? 0;

  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

/** A link that gives every operation's failures their names. */
export const nameErrors: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next: (value) => observer.next(value),
        error: (error) => observer.error(namedError(error)),
        complete: () => observer.complete(),
      }),
    );

/** From the API's own answer; else from the HTTP response, when a proxy answered in its place. */
function statusOf({ data, meta }: TRPCClientError<AppRouter>): number | undefined {
  const response = meta?.response;

  return data?.httpStatus ?? (response instanceof Response ? response.status : undefined);
}

function resultOf({ shape }: TRPCClientError<AppRouter>) {
  return shape ? { error: shape } : undefined;
}
