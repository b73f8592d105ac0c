import { expect, test } from "vitest";
import { answered, answeredOrRefused, refusalIn } from "./answered.server.ts";

test("an answer passes through", async () => {
  await expect(answered(Promise.resolve(1))).resolves.toBe(1);
});

test("a refusal becomes a response with its sentence", async () => {
  const refusal = Object.assign(new Error("Ask about a shorter range."), { code: "TIMEOUT" });

  await expect(answered(Promise.reject(refusal))).rejects.toMatchObject({
    data: { message: "Ask about a shorter range." },
    init: { status: 503 },
  });
});

test("where other parts of a page can stand, a refusal is an answer like any other", async () => {
  const refusal = Object.assign(new Error("Ask about a shorter range."), { code: "BAD_REQUEST" });
  const error = Object.assign(new Error("connection lost"), { code: "INTERNAL_SERVER_ERROR" });

  await expect(answeredOrRefused(Promise.reject(refusal))).resolves.toEqual({
    message: "Ask about a shorter range.",
    status: 400,
  });
  await expect(answeredOrRefused(Promise.reject(error))).rejects.toBe(error);
});

test("an input that does not fit is told by its first problem", () => {
  const cause = { issues: [{ path: ["name"], message: "must be an event name" }] };

  expect(refusalIn(Object.assign(new Error("[…]", { cause }), { code: "BAD_REQUEST" }))?.message).toBe(
    "name: must be an event name",
  );
});

test("an unexpected error stays what it is", async () => {
  const error = Object.assign(new Error("connection lost"), { code: "INTERNAL_SERVER_ERROR" });

  await expect(answered(Promise.reject(error))).rejects.toBe(error);
});
