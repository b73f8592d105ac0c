import { expect, test } from "vitest";
import { load, loadOrError, toApiError } from "./load.server.ts";

test("a result is returned", async () => {
  await expect(load(Promise.resolve(1))).resolves.toBe(1);
});

test("an API error becomes a response with its message", async () => {
  const apiError = Object.assign(new Error("Choose a shorter range."), { code: "TIMEOUT" });

  await expect(load(Promise.reject(apiError))).rejects.toMatchObject({
    data: { message: "Choose a shorter range." },
    init: { status: 503 },
  });
});

test("for one part of a page an API error is returned as a result", async () => {
  const apiError = Object.assign(new Error("Choose a shorter range."), { code: "BAD_REQUEST" });
  const error = Object.assign(new Error("connection lost"), { code: "INTERNAL_SERVER_ERROR" });

  await expect(loadOrError(Promise.reject(apiError))).resolves.toEqual({
    message: "Choose a shorter range.",
    status: 400,
  });
  await expect(loadOrError(Promise.reject(error))).rejects.toBe(error);
});

test("an invalid input is reported by its first issue", () => {
  const cause = { issues: [{ path: ["name"], message: "must be an event name" }] };

  expect(toApiError(Object.assign(new Error("[…]", { cause }), { code: "BAD_REQUEST" }))?.message).toBe(
    "name: must be an event name",
  );
});

test("an unexpected error is rethrown", async () => {
  const error = Object.assign(new Error("connection lost"), { code: "INTERNAL_SERVER_ERROR" });

  await expect(load(Promise.reject(error))).rejects.toBe(error);
});
