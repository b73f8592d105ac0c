/** What a person set for themselves in this browser. */
export interface Preferences {
  theme: "system" | "light" | "dark";
  /** Whether single keys such as `g e` and `/` do something. */
  hasShortcuts: boolean;
}

export const defaultPreferences: Preferences = { theme: "system", hasShortcuts: true };

const cookieName = "panel";

/** Reads the preferences from a request's Cookie header; whatever cannot be read is the default. */
export function preferencesFromCookie(header: string | null): Preferences {
  const value = header
    ?.split(/;\s*/)
    .find((cookie) => cookie.startsWith(`${cookieName}=`))
    ?.slice(cookieName.length + 1);
  const [theme, shortcuts] = value?.split(".") ?? [];
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    hasShortcuts: shortcuts !== "off",
  };
}

/** The Set-Cookie header that keeps the preferences for a year. */
export function cookieFromPreferences({ theme, hasShortcuts }: Preferences): string {
  const value = `${theme}.${hasShortcuts ? "on" : "off"}`;
  return `${cookieName}=${value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}

/** The preferences with the changes that a form sent; other fields and values are ignored. */
export function withChanges(preferences: Preferences, form: FormData): Preferences {
  const theme = form.get("theme");
  const shortcuts = form.get("shortcuts");
  return {
    theme: theme === "light" || theme === "dark" || theme === "system" ? theme : preferences.theme,
    hasShortcuts: shortcuts === null ? preferences.hasShortcuts : shortcuts === "on",
  };
}
