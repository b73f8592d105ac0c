import { expect, test } from "vitest";
import { createSignInLimits } from "./sign-in-limits.ts";

test("an address is mailed at most five links in a quarter of an hour, wherever they are asked for", async () => {
  const limits = createSignInLimits();
  for (let n = 0; n < 5; n++) await limits.countLinkRequest("ann@example.com", `10.0.0.${n}`);

  await expect(limits.countLinkRequest("ann@example.com", "10.0.0.9")).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    message: "That was too often. Try again in 15 minutes.",
  });
  await limits.countLinkRequest("bob@example.com", "10.0.0.9");
});

test("one place asks at most twenty times, for whomever", async () => {
  const limits = createSignInLimits();
  for (let n = 0; n < 20; n++) await limits.countLinkRequest(`user${n}@example.com`, "10.0.0.1");

  await expect(limits.countLinkRequest("ann@example.com", "10.0.0.1")).rejects.toMatchObject({
    name: "TooManyRequestsError",
  });
});
