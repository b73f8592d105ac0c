import { useFetcher, useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../root.tsx";
import type { Preferences } from "./preferences.ts";
import { DEFAULT_PREFERENCES, withChanges } from "./preferences.ts";

const FETCHER_KEY = "preferences";

/** The preferences, including a change that is being saved. */
export function usePreferences(): Preferences {
  const saved = useRouteLoaderData<typeof loader>("root")?.preferences ?? DEFAULT_PREFERENCES;
  const { formData } = useFetcher({ key: FETCHER_KEY });
  return formData ? withChanges(saved, formData) : saved;
}

/** Changes preferences on the page at once, and in the cookie. */
export function useChangePreferences(): (changes: {
  theme?: Preferences["theme"];
  shortcuts?: "on" | "off";
}) => void {
  const { submit } = useFetcher({ key: FETCHER_KEY });
  return (changes) => submit(changes, { method: "post", action: "/preferences" });
}
