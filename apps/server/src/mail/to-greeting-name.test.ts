import fc from "fast-check";
import { expect, test } from "vitest";
import { toGreetingName } from "./to-greeting-name.ts";

test.each([
  ["Ann", "Ann"],
  ["  Ann \n Lee ", "Ann Lee"],
  ["J.R.R. Tolkien", "J.R.R. Tolkien"],
  ["Seán O’Neil-Müller", "Seán O’Neil-Müller"],
  ["山田 太郎", "山田 太郎"],
  ["customer! Your account is LOCKED: https://evil.example", "customer"],
  ["evil.example", null],
  ["Ann www.evil.example", "Ann"],
  ["Call 0800 123456", "Call"],
  ["Ann\r\nBcc: eve@evil.example", "Ann Bcc"],
  ["x".repeat(61), null],
  ["", null],
  [null, null],
])("%j is greeted as %j", (name, greeting) => {
  expect(toGreetingName(name)).toBe(greeting);
});

test("no name becomes a link, an address, a number or a second line", () => {
  const piece = fc.constantFrom(
    "https://",
    "www.",
    "evil.example",
    "t.co",
    "@",
    "\n",
    "\r",
    " ",
    "Ann",
    "1",
    "<b>",
    "–",
  );
  const names = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(piece).map((pieces) => pieces.join("")),
  );

  fc.assert(
    fc.property(names, (name) => {
      expect(toGreetingName(name) ?? "Ann").not.toMatch(/[\n\r\d@:/<>]|\.[\p{L}\p{M}-]{2,}/u);
    }),
  );
});
