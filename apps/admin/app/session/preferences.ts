/** The user's settings for this browser. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  /** Whether single-key shortcuts such as `g e` and `/` are enabled. */
  hasShortcuts: boolean;
}

export const DEFAULT_PREFERENCES: Preferences = { theme: "system", hasShortcuts: true };

const COOKIE_NAME = "panel";

/** Reads the preferences from a Cookie header. Invalid values mean the defaults. */
export function preferencesFromCookie(header: string | null): Preferences {
  const value = header
    ?.split(/;\s*/)
    .find((cookie) => cookie.startsWith(`${COOKIE_NAME}=`))
    ?.slice(COOKIE_NAME.length + 1);
  const [theme, shortcuts] = value?.split(".") ?? [];
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    hasShortcuts: shortcuts !== "off",
  };
}

/** The Set-Cookie header that keeps the preferences for a year, for the panel under a base path. */
export function cookieFromPreferences({ theme, hasShortcuts }: Preferences, basePath: string): string {
  const value = `${theme}.${hasShortcuts ? "on" : "off"}`;
  return `${COOKIE_NAME}=${value}; Path=${basePath || "/"}; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}

/** Applies the changes in a form. Other fields and values are ignored. */
export function withChanges(preferences: Preferences, form: FormData): Preferences {
  const theme = form.get("theme");
  const shortcuts = form.get("shortcuts");
  return {
    theme: theme === "light" || theme === "dark" || theme === "system" ? theme : preferences.theme,
    hasShortcuts: shortcuts === null ? preferences.hasShortcuts : shortcuts === "on",
  };
}
