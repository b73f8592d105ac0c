import fc from "fast-check";
import { expect, test } from "vitest";
import {
  cleanId,
  isPlaceholderId,
  parseOptionalId,
  parseOptionalThingId,
  parseRequiredId,
} from "./parse-id.ts";

const placeholders = ["undefined", "null", "NULL", "None", "NaN", "0", "true", "False", "nil", "anonymous"];
const objects = ["[object Object]", "[object Promise]", "[object Undefined]", "(null)", "{}", "[]"];

test.each([...placeholders, ...objects, "00000000-0000-0000-0000-000000000000", " undefined\u200b"])(
  "%j is no person: it is left out with a warning where the id is optional, and rejected where it is required",
  (text) => {
    expect(parseOptionalId("userId", text)).toEqual({
      id: null,
      warning: expect.stringContaining("userId: ") as string,
    });
    expect(() => parseRequiredId("userId", text)).toThrow("is not an id");
  },
);

test.each(["u_0", "00", "nullable", "noneya", "trueman", "object Object", "guest", "1", "-1", "undefined_1"])(
  "%j is an id",
  (text) => {
    expect(parseOptionalId("userId", text)).toEqual({ id: text, warning: null });
    expect(parseRequiredId("userId", text)).toBe(text);
  },
);

test.each(["", " ", "\u200b", "\ufeff\u2060", "\u00ad", "\u3164", "\u0000\n\t", "\u202e", "\u2800"])(
  "%j is as good as absent",
  (text) => {
    expect(parseOptionalId("userId", text)).toEqual({ id: null, warning: null });
    expect(() => parseRequiredId("userId", text)).toThrow("userId: must not be empty");
  },
);

test("things may be called 0, none or true, but not undefined", () => {
  expect(["0", "none", "true"].map((id) => parseOptionalThingId("resourceId", id).id)).toEqual([
    "0",
    "none",
    "true",
  ]);
  expect(parseOptionalThingId("resourceId", "undefined").id).toBeNull();
});

test("a cleaned id is visible at both ends, stays the same when cleaned again, and keeps its middle", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const id = cleanId(text);

      expect(cleanId(id)).toBe(id);
      expect(cleanId(`\u200b ${text}\u2060`)).toBe(id);
      expect(cleanId(`a${text}b`)).toContain(id);
      expect(parseOptionalId("userId", id.slice(0, 200)).id === null).toBe(
        id === "" || isPlaceholderId(cleanId(id.slice(0, 200))) || cleanId(id.slice(0, 200)) === "",
      );
    }),
  );
});

test("an id of more than 200 characters is rejected", () => {
  expect(() => parseOptionalId("userId", "x".repeat(201))).toThrow(
    "userId: must have at most 200 characters",
  );
  expect(() => parseRequiredId("groupId", "x".repeat(201))).toThrow(
    "groupId: must have at most 200 characters",
  );
});

test("composed and decomposed letters are different ids", () => {
  expect(cleanId("jürgen".normalize("NFD"))).not.toBe(cleanId("jürgen".normalize("NFC")));
});
