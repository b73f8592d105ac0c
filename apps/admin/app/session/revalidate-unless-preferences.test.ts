import { expect, it } from "vitest";
import { revalidateUnlessPreferences } from "./revalidate-unless-preferences.ts";

const asked = (formAction: string | undefined, defaultShouldRevalidate = true) =>
  revalidateUnlessPreferences({
    formAction,
    defaultShouldRevalidate,
    currentParams: {},
    nextParams: {},
    currentUrl: new URL("http://localhost/activity"),
    nextUrl: new URL("http://localhost/activity?mode=admin"),
  });

it("loads the data again for a link and for a form of the page itself", () => {
  expect(asked(undefined)).toBe(true);
  expect(asked("/activity")).toBe(true);
  expect(asked("/activity?mode=admin")).toBe(true);
});

it("keeps the data when only preferences were saved, and when nothing changed", () => {
  expect(asked("/preferences")).toBe(false);
  expect(asked("/activity", false)).toBe(false);
});
