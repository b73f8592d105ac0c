import { OverloadedError, ValidationError } from "./errors.ts";

/** Stored, now or before. */
export interface StoredItem {
  status: "stored";
  /** The id as the sender wrote it; generated if the sender gave none. */
  id: string;
  /** True if an item with this id was stored before. It is unchanged then. */
  duplicate: boolean;
  /** What was adjusted or looks wrong, for the sender. */
  warnings: string[];
}

/** Invalid. The same item fails again. */
export interface RejectedItem {
  status: "rejected";
  /** The invalid field, such as `metadata.price`; null if the whole item is concerned. */
  path: string | null;
  /** What to change. Begins with the path if there is one. */
  reason: string;
}

/** A rejected item and its sender. */
export interface Rejection extends Omit<RejectedItem, "status"> {
  /** The API key; null for code of this process. */
  keyId: number | null;
  /** As it was sent; of any shape. */
  item: unknown;
}

/** Not stored because of a problem on this side. The sender should send it again. */
export interface FailedItem {
  status: "failed";
  error: unknown;
}

/** The result of ingesting one item, from storage to HTTP, tRPC and the activity log. */
export type ItemResult = StoredItem | RejectedItem | FailedItem;

/** Maps a {@link ValidationError} to a rejection and any other error to a failure. */
export function toItemResult(error: unknown): RejectedItem | FailedItem {
  return error instanceof ValidationError
    ? { status: "rejected", path: error.path, reason: error.message }
    : { status: "failed", error };
}

/** How HTTP and tRPC report items that should be sent again. */
export interface FailureResponse {
  code: "TOO_MANY_REQUESTS" | "SERVICE_UNAVAILABLE";
  httpStatus: 429 | 503;
  /** Contains no details of the error. */
  message: string;
  retryAfterSeconds: number;
}

/** Maps the errors of failed items to one response: 429 if the queue was full for any of them, otherwise 503. */
export function toFailureResponse(errors: readonly unknown[]): FailureResponse {
  const overload = errors.find((error) => error instanceof OverloadedError);

  return overload
    ? {
        code: "TOO_MANY_REQUESTS",
        httpStatus: 429,
        message: "Too many events are waiting to be stored. Send this again in a moment.",
        retryAfterSeconds: overload.retryAfter,
      }
    : {
        code: "SERVICE_UNAVAILABLE",
        httpStatus: 503,
        message: "Events cannot be stored right now. Send this again in a moment.",
        retryAfterSeconds: 5,
      };
}
