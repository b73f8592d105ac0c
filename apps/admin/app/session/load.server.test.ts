import { expect, test } from "vitest";
import { load, loadById, loadOrError, loadOrInvalid, toApiError } from "./load.server.ts";

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

test("a lookup by an invalid id finds nothing, and other errors are not hidden", async () => {
  const invalid = Object.assign(new Error("id: is too long"), { code: "BAD_REQUEST" });
  const slow = Object.assign(new Error("Choose a shorter range."), { code: "TIMEOUT" });
  const unexpected = Object.assign(new Error("connection lost"), { code: "INTERNAL_SERVER_ERROR" });

  await expect(loadById(Promise.resolve({ id: "u1" }))).resolves.toEqual({ id: "u1" });
  await expect(loadById(Promise.resolve(null))).resolves.toBeNull();
  await expect(loadById(Promise.reject(invalid))).resolves.toBeNull();
  await expect(loadById(Promise.reject(slow))).rejects.toMatchObject({ init: { status: 503 } });
  await expect(loadById(Promise.reject(unexpected))).rejects.toBe(unexpected);
  await expect(loadOrInvalid(Promise.reject(invalid))).resolves.toEqual({
    message: "id: is too long",
    status: 400,
  });
  await expect(loadOrInvalid(Promise.reject(slow))).rejects.toMatchObject({ init: { status: 503 } });
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
