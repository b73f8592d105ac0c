import { expect, test } from "vitest";
import { toEventName } from "./map-row.ts";

test.each([
  ["Confirmation of receipt", "receipt", "receipt.confirmation_of_receipt"],
  ["A_SUBMITTED", "loan", "loan.a_submitted"],
  ["T07-1 Draft intern advice", "receipt", "receipt.t07_1_draft_intern_advice"],
  ["  --What?!  ", "faq", "faq.what"],
  ["04 Check", "x", "x.04_check"],
  ["user.signed_up", undefined, "user.signed_up"],
  ["user.signed_up", "old", "old.user_signed_up"],
  ["Signed up", undefined, null],
  ["???", "x", null],
  ["", "x", null],
])("%j with the prefix %j becomes %j", (text, prefix, name) => {
  expect(toEventName(text, prefix)).toBe(name);
});
