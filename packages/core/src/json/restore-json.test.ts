import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { restoreJson } from "./restore-json.ts";

test("keys with backslashes and quotes, and long numbers, are as JSON.parse reads them", () => {
  const json = String.raw`{"patternProperties":{"^\\d+\"$":{"maximum":12345678901234567890,"enum":[1,"\\d"]}}}`;

  expect(restoreJson(parseJson(json))).toEqual({
    patternProperties: { '^\\d+"$': { maximum: 12345678901234567890, enum: [1, "\\d"] } },
  });
});
