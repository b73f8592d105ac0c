import { expect, test } from "vitest";
import { getErrorMessage } from "./error-message.ts";

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

function response(status: number, data: unknown) {
  return { status, statusText: "", internal: false, data };
}
