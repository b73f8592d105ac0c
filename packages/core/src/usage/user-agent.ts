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

  return {
    browser: formatName(browser.name, browserNames, /^\d{1,3}(?=\.|$)/.exec(browser.version ?? "")?.[0]),
    // Only the common name of Windows includes a version.
    os: formatName(os.name, osNames, os.name === "Windows" ? getWindowsVersion(os.versionName) : undefined),
    device: devices.find((device) => device === platform.type) ?? "other",
  };
}

const devices = ["desktop", "mobile", "tablet", "tv", "bot"] as const;

/** For an unknown program, Bowser takes the name from the header, in which anybody can write anything. */
const browserNames = new Set(Object.values(Bowser.BROWSER_MAP));
const osNames = new Set(Object.values(Bowser.OS_MAP));

function getWindowsVersion(name: string | undefined): string | undefined {
  return /^(?:NT )?(XP|Vista|7|8|8\.1|10|11|2000|2003)(?:\.0)?$/.exec(name ?? "")?.[1];
}

function formatName(
  name: string | undefined,
  known: ReadonlySet<string>,
  version: string | undefined,
): string {
  if (name === undefined || !known.has(name)) return "Other";

  return version === undefined ? name : `${name} ${version}`;
}
