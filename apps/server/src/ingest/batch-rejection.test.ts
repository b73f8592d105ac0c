import { expect, test } from "vitest";
import { HttpError } from "../http/http-error.ts";
import { toBatchRejection } from "./batch-rejection.ts";

test("a refused batch is kept without its key, also where the limit of the body would cut it", () => {
  const key = `pk_${"a".repeat(32)}`;
  const error = new HttpError(400, "The body is not valid JSON: Unexpected end of JSON input");
  const body = `{"sentAt":"${"x".repeat(970)}","key":"${key}","events":[`;

  const { item, reason } = toBatchRejection(error, 7, body);

  expect((item as { body: string }).body).toHaveLength(1_000);
  expect(JSON.stringify(item)).not.toContain("pk_");
  expect(reason).toBe("The body is not valid JSON.");
});
