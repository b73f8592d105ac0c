import { expect, test } from "vitest";
import { createSignInLimits } from "./sign-in-limits.ts";

test("one address can request five links for an email in 15 minutes", async () => {
  const limits = createSignInLimits();
  for (let n = 0; n < 5; n++) await limits.countLinkRequest("ann@example.com", "203.0.113.7");

  await expect(limits.countLinkRequest("ann@example.com", "203.0.113.7")).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    message: "Too many attempts. Try again in 15 minutes.",
  });
  await limits.countLinkRequest("bob@example.com", "203.0.113.7");
});

test("other addresses cannot keep somebody out", async () => {
  const limits = createSignInLimits();
  for (let n = 0; n < 200; n++) await limits.countLinkRequest("ann@example.com", `198.51.100.${n}`);
  for (let n = 0; n < 5; n++) await limits.countLinkRequest("ann@example.com", "198.51.100.250");

  await expect(limits.countLinkRequest("ann@example.com", "203.0.113.7")).resolves.toBeUndefined();
});
