import { expect, test } from "vitest";
import { errorWords } from "./error-words.ts";

test("an unexpected error tells nothing of itself but what to do", () => {
  const words = errorWords(new Error("connect ECONNREFUSED 127.0.0.1:5432"));

  expect(words.sentence).not.toContain("ECONNREFUSED");
  expect(words.sentence).toContain("Try again");
  expect(words.mayPass).toBe(true);
});

test("a refusal passes its sentence on", () => {
  const words = errorWords(response(400, { message: "Ask about a shorter range." }));

  expect(words).toEqual({
    title: "That did not work",
    sentence: "Ask about a shorter range.",
    mayPass: false,
  });
});

test("a page that is not there says where to start", () => {
  expect(errorWords(response(404, null)).sentence).toContain("dashboard");
});

function response(status: number, data: unknown) {
  return { status, statusText: "", internal: false, data };
}
