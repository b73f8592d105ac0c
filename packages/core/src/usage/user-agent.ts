import Bowser from "bowser";

/** A parsed User-Agent header. The header itself may identify a person and is never stored. */
export interface UserAgent {
  /** `Chrome 140`. */
  browser: string;
  /** `macOS`, `Android 15`. */
  os: string;
  device: "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other";
}

const MAX_CACHED = 1_000;
const MAX_HEADER_LENGTH = 1_000;
const cache = new Map<string, UserAgent>();

/** Parses a User-Agent header. Null without a header; `Other` for anything unknown. Never throws. */
export function parseUserAgent(header: string | null | undefined): UserAgent | null {
  const text = (header ?? "").slice(0, MAX_HEADER_LENGTH);
  if (text.trim() === "") return null;

  const cached = cache.get(text);
  if (cached) return cached;

  const parsed = parse(text);
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(text, parsed);

  return parsed;
}

function parse(text: string): UserAgent {
  const { browser, os, platform } = Bowser.parse(text);
  const majorVersion = browser.version?.split(".")[0];

  return {
    browser: formatName(browser.name, majorVersion),
    // Only the common name of Windows includes a version.
    os: formatName(os.name, os.name === "Windows" ? os.versionName?.replace(/^NT /, "") : undefined),
    device: devices.find((device) => device === platform.type) ?? "other",
  };
}

const devices = ["desktop", "mobile", "tablet", "tv", "bot"] as const;

function formatName(name: string | undefined, version: string | undefined): string {
  return (name ? [name, version].filter(Boolean).join(" ") : "Other").slice(0, 50);
}
