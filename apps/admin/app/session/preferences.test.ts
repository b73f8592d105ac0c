import { expect, test } from "vitest";
import {
  cookieFromPreferences,
  DEFAULT_PREFERENCES,
  preferencesFromCookie,
  withChanges,
} from "./preferences.ts";
import type { Preferences } from "./preferences.ts";

test("preferences round-trip through the cookie", () => {
  const preferences: Preferences = { theme: "dark", hasShortcuts: false };

  const [cookie = ""] = cookieFromPreferences(preferences, "").split("; ");

  expect(preferencesFromCookie(`session=abc; ${cookie}; other=1`)).toEqual(preferences);
});

test("the cookie is sent to the panel only", () => {
  expect(cookieFromPreferences(DEFAULT_PREFERENCES, "")).toContain("; Path=/; ");
  expect(cookieFromPreferences(DEFAULT_PREFERENCES, "/analytics")).toContain("; Path=/analytics; ");
});

test.each([null, "", "panel=", "panel=purple.maybe", "other=light.on"])(
  "the cookie %j means the defaults",
  (cookie) => {
    expect(preferencesFromCookie(cookie)).toEqual(DEFAULT_PREFERENCES);
  },
);

test("a form changes only the fields it has", () => {
  const form = new FormData();
  form.set("theme", "light");

  expect(withChanges({ theme: "dark", hasShortcuts: false }, form)).toEqual({
    theme: "light",
    hasShortcuts: false,
  });
});
