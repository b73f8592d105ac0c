import { expect, test } from "vitest";
import { createSignInLimits } from "./sign-in-limits.ts";

test("an email address gets at most five links in 15 minutes, from all IP addresses together", async () => {
  const limits = createSignInLimits();
  for (let n = 0; n < 5; n++) await limits.countLinkRequest("ann@example.com", `10.0.0.${n}`);

  await expect(limits.countLinkRequest("ann@example.com", "10.0.0.9")).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    message: "Too many attempts. Try again in 15 minutes.",
  });
  await limits.countLinkRequest("bob@example.com", "10.0.0.9");
});

test("an IP address can request at most twenty links in 15 minutes", async () => {
  const limits = createSignInLimits();
  for (let n = 0; n < 20; n++) await limits.countLinkRequest(`user${n}@example.com`, "10.0.0.1");

  await expect(limits.countLinkRequest("ann@example.com", "10.0.0.1")).rejects.toMatchObject({
    name: "TooManyRequestsError",
  });
});
