import { useFetcher, useRouteLoaderData } from "@remix-run/react";
import type { loader } from "../root.tsx";
import type { Preferences } from "./preferences.ts";
import { defaultPreferences, withChanges } from "./preferences.ts";

const fetcherKey = "preferences";

/** The preferences as they are, or as they will be once the change under way is kept. */
export function usePreferences(): Preferences {
  const kept = useRouteLoaderData<typeof loader>("root")?.preferences ?? defaultPreferences;
  const { formData } = useFetcher({ key: fetcherKey });
  return formData ? withChanges(kept, formData) : kept;
}

/** Changes preferences: at once on the page, and in the cookie. */
export function useChangePreferences(): (changes: {
  theme?: Preferences["theme"];
  shortcuts?: "on" | "off";
}) => void {
  const { submit } = useFetcher({ key: fetcherKey });
  return (changes) => submit(changes, { method: "post", action: "/preferences" });
}
