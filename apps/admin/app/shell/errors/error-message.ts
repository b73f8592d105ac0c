import { isRouteErrorResponse } from "@remix-run/react";

export interface ErrorMessage {
  title: string;
  /** Says what happened, then what to do. */
  message: string;
  /** Whether loading the page again may help. */
  canRetry: boolean;
}

/** The message for an error that a route has thrown. Unexpected errors reveal no details. */
export function getErrorMessage(error: unknown): ErrorMessage {
  if (!isRouteErrorResponse(error)) return isUnreachable(error) ? UNREACHABLE : UNEXPECTED;
  const message = (error.data as { message?: unknown } | null)?.message;
  switch (error.status) {
    case 404:
      return {
        title: "Not found",
        message:
          typeof message === "string"
            ? message
            : "This page doesn't exist. Check the URL, or go to the dashboard.",
        canRetry: false,
      };
    case 403:
      return { title: "No access", message: "Ask an admin to invite you.", canRetry: false };
    case 502:
    case 504:
      return UNREACHABLE;
    default:
      return typeof message === "string"
        ? { title: "Request failed", message, canRetry: error.status >= 429 }
        : UNEXPECTED;
  }
}

/** Browsers word a failed request differently; a proxy's error page is an answer that is not the panel's. */
function isUnreachable(error: unknown): boolean {
  return (
    error instanceof Error &&
    /failed to fetch|load failed|networkerror|network error|unable to decode turbo-stream/i.test(
      error.message,
    )
  );
}

/** A message for a failed request of one part of a page. The server's own words are kept. */
export function getRequestMessage(error: { message: string }): string {
  return isUnreachable(error) || error.message === ""
    ? `${UNREACHABLE.title}. Check your connection, then try again.`
    : error.message;
}

const UNREACHABLE: ErrorMessage = {
  title: "The server can't be reached",
  message: "Check your connection. The page loads again once the server answers.",
  canRetry: true,
};

const UNEXPECTED: ErrorMessage = {
  title: "Something went wrong",
  message: "Try again. Details are in the server log.",
  canRetry: true,
};
