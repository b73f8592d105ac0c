import { expect, test } from "vitest";
import { getErrorMessage, getRequestMessage } from "./error-message.ts";

test("an unexpected error reveals no details and says what to do", () => {
  const error = getErrorMessage(new Error("connect ECONNREFUSED 127.0.0.1:5432"));

  expect(error.message).not.toContain("ECONNREFUSED");
  expect(error.message).toContain("Try again");
  expect(error.canRetry).toBe(true);
});

test("an API error shows its message", () => {
  const error = getErrorMessage(response(400, { message: "Choose a shorter range." }));

  expect(error).toEqual({
    title: "Request failed",
    message: "Choose a shorter range.",
    canRetry: false,
  });
});

test("a missing page links to the dashboard", () => {
  expect(getErrorMessage(response(404, null)).message).toContain("dashboard");
});

test.each(["Failed to fetch", "Load failed", "NetworkError when attempting to fetch resource."])(
  "a browser's words %j become ours, for a page and for a part of it",
  (message) => {
    const error = new TypeError(message);

    expect(getErrorMessage(error)).toMatchObject({ title: "The server can't be reached", canRetry: true });
    expect(getRequestMessage(error)).toBe(
      "The server can't be reached. Check your connection, then try again.",
    );
  },
);

test("a proxy that finds no server is the same, and the server's own words are kept", () => {
  expect(getErrorMessage(response(502, "<html>")).title).toBe("The server can't be reached");
  expect(getRequestMessage(new Error("from: must be a date"))).toBe("from: must be a date");
});

function response(status: number, data: unknown) {
  return { status, statusText: "", internal: false, data };
}
