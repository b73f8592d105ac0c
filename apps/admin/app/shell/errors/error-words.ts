import { isRouteErrorResponse } from "@remix-run/react";

/** What went wrong and what to do next, in words for the reader. */
export interface ErrorWords {
  title: string;
  sentence: string;
  /** Whether the same page may work in a moment. */
  mayPass: boolean;
}

/** The words for whatever a route threw. Of unexpected errors nothing is told but where to look. */
export function errorWords(error: unknown): ErrorWords {
  if (!isRouteErrorResponse(error)) return unexpected;
  const told = (error.data as { message?: unknown } | null)?.message;
  switch (error.status) {
    case 404:
      return {
        title: "Not found",
        sentence:
          typeof told === "string"
            ? told
            : "There is no such page. Check the address, or start from the dashboard.",
        mayPass: false,
      };
    case 403:
      return {
        title: "Not an admin",
        sentence: "Ask an admin of this panel to add your address.",
        mayPass: false,
      };
    default:
      return typeof told === "string"
        ? { title: "That did not work", sentence: told, mayPass: error.status >= 429 }
        : unexpected;
  }
}

const unexpected: ErrorWords = {
  title: "Something went wrong",
  sentence:
    "The page could not be drawn. Try again in a moment; if it stays so, the server's log has the reason.",
  mayPass: true,
};
