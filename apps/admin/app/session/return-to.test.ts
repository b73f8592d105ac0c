import { expect, test } from "vitest";
import { safeReturnTo, signInPath } from "./return-to.ts";

test.each(["/", "/events", "/events?name=order.placed&where.plan=%22pro%22", "/events/1#metadata"])(
  "%s can be returned to",
  (path) => {
    expect(safeReturnTo(path)).toBe(path);
  },
);

test.each([
  null,
  "",
  "events",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/\t/evil.example/",
  "/\n//evil.example",
  "/..//evil.example",
  "/./\\/evil.example",
  "javascript:alert(1)",
  "/sign-in?returnTo=/sign-in",
  "/sign-out",
  `/events?${"a".repeat(2_000)}`,
])("%j becomes the front page", (path) => {
  expect(safeReturnTo(path)).toBe("/");
});

test("the sign-in path includes the requested page with its filters", () => {
  const request = new Request("http://localhost:4300/events?name=post.*");

  expect(signInPath(request, "")).toBe("/sign-in?returnTo=%2Fevents%3Fname%3Dpost.*");
  expect(signInPath(new Request("http://localhost:4300/"), "")).toBe("/sign-in");
});

test("the sign-in path under a base path names the page without it, as every link of the panel does", () => {
  const request = new Request("http://localhost:4300/analytics/events");

  expect(signInPath(request, "/analytics")).toBe("/sign-in?returnTo=%2Fevents");
  expect(signInPath(new Request("http://localhost:4300/analytics/"), "/analytics")).toBe("/sign-in");
});
