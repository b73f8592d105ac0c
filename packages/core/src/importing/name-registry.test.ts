import { isEventName } from "@admin-events/catalog";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createNameRegistry } from "./name-registry.ts";

test.each([
  ["Confirmation of receipt", "receipt", "receipt.confirmation_of_receipt"],
  ["A_SUBMITTED", "loan", "loan.a_submitted"],
  ["T07-1 Draft intern advice", "receipt", "receipt.t07_1_draft_intern_advice"],
  ["  --What?!  ", "faq", "faq.what"],
  ["04 Check", "x", "x.04_check"],
  ["Récépissé", "x", "x.recepisse"],
  ["user.signed_up", undefined, "user.signed_up"],
  ["user.signed_up", "old", "old.user_signed_up"],
  ["Signed up", undefined, null],
  ["", "x", null],
])("%j with the prefix %j becomes %j", (text, prefix, name) => {
  expect(createNameRegistry(prefix).resolve(text)).toBe(name);
});

test.each(["C++", "C#", "音云 API", "星河 API", "注文完了", "Σ", "???", "5 €"])(
  "%j, which loses letters or symbols, gets a hash that is always the same",
  (text) => {
    const name = createNameRegistry("shop").resolve(text);

    expect(name).toMatch(/^shop\.([a-z0-9_]+_)?[0-9a-f]{6}$/);
    expect(createNameRegistry("shop").resolve(` ${text} `)).toBe(name);
  },
);

test("the first of two texts with one name keeps it, also in the next import", () => {
  const first = createNameRegistry("shop");
  const [plain, hashed] = ["Sign up", "sign-up"].map((text) => first.resolve(text));

  const titles = new Map([[plain ?? "", "Sign up"]]);
  const next = createNameRegistry("shop", titles);

  expect(plain).toBe("shop.sign_up");
  expect(hashed).toMatch(/^shop\.sign_up_[0-9a-f]{6}$/);
  expect(["sign-up", "Sign up"].map((text) => next.resolve(text))).toEqual([hashed, plain]);
});

test("different texts have different names, and every text has one", () => {
  const texts = fc.uniqueArray(
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[A-C +#_-]{1,4}$/),
      fc.string({ minLength: 300 }),
    ),
    { selector: (text) => text.trim().normalize("NFC"), maxLength: 50 },
  );

  fc.assert(
    fc.property(texts, (list) => {
      const registry = createNameRegistry("shop");
      const given = list.filter((text) => text.trim() !== "");
      const names = given.map((text) => registry.resolve(text));

      expect(names.every((name) => name !== null && isEventName(name))).toBe(true);
      expect(new Set(names).size).toBe(given.length);
    }),
  );
});

test("a prefix that cannot begin a name is an error", () => {
  expect(() => createNameRegistry("My Shop")).toThrow(
    'The name prefix "My Shop" must be lowercase words joined by dots',
  );
});
