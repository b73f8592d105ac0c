import type { KeyValueStorage } from "../delivery/store.ts";

/** 400 days, the longest that browsers allow. */
const MAX_AGE_SECONDS = 34_560_000;
const PROBE = "admin-events-probe";

/**
 * Storage in cookies that all subdomains share. Undefined if the browser keeps no cookies. A value that is too long
 * for a cookie is not kept, and neither is the one before it.
 */
export function createCookieStorage(): KeyValueStorage | undefined {
  const domain = findSharedDomain();
  if (domain === undefined) return undefined;

  const keys = () => readCookies().map(([key]) => key);

  return {
    get length() {
      return keys().length;
    },
    key: (index) => keys()[index] ?? null,
    getItem: (key) => readCookies().find(([name]) => name === key)?.[1] ?? null,
    setItem(key, value) {
      writeCookie(key, "", domain, 0);
      writeCookie(key, value, domain, MAX_AGE_SECONDS);
    },
    removeItem: (key) => writeCookie(key, "", domain, 0),
  };
}

/**
 * The widest domain for which the browser keeps cookies: `shop.example` for `www.shop.example`, because browsers refuse
 * cookies for public suffixes such as `co.uk`. Empty for hosts without subdomains, such as `localhost`.
 */
function findSharedDomain(): string | undefined {
  const labels = location.hostname.split(".");
  const candidates = labels.map((_, index) => labels.slice(-index - 1).join("."));

  return [...candidates, ""].find((domain) => {
    writeCookie(PROBE, "1", domain, 60);
    const isKept = readCookies().some(([name]) => name === PROBE);
    if (isKept) writeCookie(PROBE, "", domain, 0);

    return isKept;
  });
}

function readCookies(): [name: string, value: string][] {
  return document.cookie.split("; ").flatMap((cookie) => {
    const [name = "", value = ""] = cookie.split("=");
    try {
      return [[decodeURIComponent(name), decodeURIComponent(value)]];
    } catch {
      // Another script's cookie.
      return [];
    }
  });
}

function writeCookie(key: string, value: string, domain: string, maxAgeSeconds: number): void {
  const attributes = [
    `${encodeURIComponent(key)}=${encodeURIComponent(value)}`,
    `path=/`,
    `max-age=${maxAgeSeconds}`,
    `samesite=lax`,
    ...(domain ? [`domain=${domain}`] : []),
    ...(location.protocol === "https:" ? ["secure"] : []),
  ];
  document.cookie = attributes.join(";");
}
