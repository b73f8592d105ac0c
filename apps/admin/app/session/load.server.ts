import { formatIssueMessage } from "@admin-events/catalog";
import { data } from "@remix-run/node";
import { throwResponse } from "./throw-response.ts";

/** An API error whose message is meant for the user. */
export interface ApiError {
  message: string;
  status: number;
}

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  NOT_FOUND: 404,
  TIMEOUT: 503,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
};

/** Awaits an API call in a loader. An error meant for the user is thrown as a response with its message. */
export async function load<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    const apiError = toApiError(error);
    // Other errors go to the server log, and the page shows no details.
    throwResponse(apiError ? data({ message: apiError.message }, { status: apiError.status }) : error);
  }
}

/** Awaits an API call for one part of a page, so that the other parts still show when it fails. */
export async function loadOrError<Result>(call: Promise<Result>): Promise<Result | ApiError> {
  return call.catch((error: unknown) => {
    const apiError = toApiError(error);
    if (!apiError) throw error;
    return apiError;
  });
}

/** Awaits an API call whose input comes from the URL. An invalid input is returned as a result, any other error is as with {@link load}. */
export async function loadOrInvalid<Result>(call: Promise<Result>): Promise<Result | ApiError> {
  return load(
    call.catch((error: unknown) => {
      const apiError = toApiError(error);
      if (apiError?.status !== 400) throw error;
      return apiError;
    }),
  );
}

/** Awaits a lookup by an id of the URL. Nothing has an invalid id, so the result is then null. */
export async function loadById<Result extends object>(call: Promise<Result | null>): Promise<Result | null> {
  const found = await loadOrInvalid(call);

  return found && isApiError(found) ? null : found;
}

function isApiError(result: object): result is ApiError {
  return "status" in result && "message" in result;
}

/** Returns null for errors that are not meant for the user. */
export function toApiError(error: unknown): ApiError | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  const status = STATUS_BY_CODE[error.code];
  return status === undefined
    ? null
    : { status, message: hasIssues(error.cause) ? formatIssueMessage(error.cause) : error.message };
}

/** A zod error, of whichever copy of zod. */
function hasIssues(cause: unknown): cause is Parameters<typeof formatIssueMessage>[0] {
  return typeof cause === "object" && cause !== null && "issues" in cause && Array.isArray(cause.issues);
}
