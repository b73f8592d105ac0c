import { expect, test } from "vitest";
import { personLabel } from "./person-label.ts";

test.each([
  [{ id: "u_1", email: "ann@example.org", name: "Ann" }, "Ann"],
  [{ id: "u_1", email: "ann@example.org", name: null }, "ann@example.org"],
  [{ id: "u_1", email: null }, "u_1"],
  [{ id: "anonymous:019aa000-0000-7000-8000-00000000c3f2", email: null }, "Anonymous …c3f2"],
  [{ id: "anonymous:v", email: null }, "Anonymous …v"],
])("%j has the label %s", (user, label) => {
  expect(personLabel(user)).toBe(label);
});
