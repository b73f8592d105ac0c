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
  if (!isRouteErrorResponse(error)) return UNEXPECTED;
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
    default:
      return typeof message === "string"
        ? { title: "Request failed", message, canRetry: error.status >= 429 }
        : UNEXPECTED;
  }
}

const UNEXPECTED: ErrorMessage = {
  title: "Something went wrong",
  message: "Try again. Details are in the server log.",
  canRetry: true,
};
