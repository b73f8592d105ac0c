import * as errors from "./errors.ts";

/** A failed query. `message` says what happened and what to do. */
export interface QueryError extends Error {
  /** Details from the API. Null or undefined if the response is not from the API, for example from a proxy. */
  readonly data:
    { code: string; httpStatus: number; path?: string; requestId: string | null } | null | undefined;
}

/** A class of errors, for `instanceof`. */
export type QueryErrorClass = abstract new (...args: never) => QueryError;

/**
 * The caller is not signed in (401). Sign in or send a valid key.
 *
 * @example
 * if (error instanceof NotSignedInError) location.assign("/sign-in");
 */
export const NotSignedInError: QueryErrorClass = errors.NotSignedInError;

/**
 * The caller is signed in but not allowed to run the query (403).
 *
 * @example
 * if (error instanceof NotAllowedError) showMessage("Ask an admin for access.");
 */
export const NotAllowedError: QueryErrorClass = errors.NotAllowedError;
