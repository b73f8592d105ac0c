import { NotAllowedError, NotSignedInError } from "./errors.ts";

/** Why a question was not answered. The message is a sentence. */
export interface QueryError extends Error {
  /** What the API says about it, where it was the API that answered; null when it was a proxy. */
  readonly data:
    { code: string; httpStatus: number; path?: string; requestId: string | null } | null | undefined;
}

/** A kind of error, for `instanceof`. */
export type QueryErrorClass = abstract new (...given: never) => QueryError;

/** The server does not know who asks (401): sign in, or send what it knows. */
export const NotSignedIn: QueryErrorClass = NotSignedInError;

/** The server knows who asks and does not allow this (403). */
export const NotAllowed: QueryErrorClass = NotAllowedError;
