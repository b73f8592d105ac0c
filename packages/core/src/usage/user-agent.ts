import Bowser from "bowser";

/** What a User-Agent header tells that is worth counting. Never the header itself, which can single people out. */
export interface UserAgent {
  /** `Chrome 140`. */
  browser: string;
  /** `macOS`, `Android 15`. */
  os: string;
  device: "desktop" | "mobile" | "tablet" | "tv" | "bot" | "other";
}

const capacity = 1_000;
const longestHeader = 1_000;
const remembered = new Map<string, UserAgent>();

/** Reads a User-Agent header; null for none. What it does not know it calls `Other`. Never throws. */
export function readUserAgent(header: string | null | undefined): UserAgent | null {
  const text = (header ?? "").slice(0, longestHeader);
  if (text.trim() === "") return null;

  const known = remembered.get(text);
  if (known) return known;

  const read = parse(text);
  if (remembered.size >= capacity) remembered.clear();
  remembered.set(text, read);

  return read;
}

function parse(text: string): UserAgent {
  const { browser, os, platform } = Bowser.parse(text);
  const majorVersion = browser.version?.split(".")[0];

  return {
    browser: named(browser.name, majorVersion),
    // Systems are told apart by their number only where it is in the name people use.
    os: named(os.name, os.name === "Windows" ? os.versionName?.replace(/^NT /, "") : undefined),
    device: devices.find((device) => device === platform.type) ?? "other",
  };
}

const devices = ["desktop", "mobile", "tablet", "tv", "bot"] as const;

function named(name: string | undefined, detail: string | undefined): string {
  return (name ? [name, detail].filter(Boolean).join(" ") : "Other").slice(0, 50);
}
