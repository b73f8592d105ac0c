/** The cookies of a browser. */
export interface CookieJar {
  /** What `document.cookie` returns. */
  read(hostname: string): string;
  /** Sets `document.cookie`. */
  write(hostname: string, cookie: string): void;
}

const MAX_COOKIE_BYTES = 4_096;

/** Keeps cookies like a browser: not for public suffixes or foreign domains, and none that is too long. */
export function createCookieJar(publicSuffixes: readonly string[] = ["example", "uk", "co.uk"]): CookieJar {
  const cookies = new Map<string, { name: string; value: string; domain: string; isShared: boolean }>();
  const isWithin = (hostname: string, domain: string) =>
    hostname === domain || hostname.endsWith(`.${domain}`);

  return {
    read: (hostname) =>
      Array.from(cookies.values())
        .filter(({ domain, isShared }) => (isShared ? isWithin(hostname, domain) : hostname === domain))
        .map(({ name, value }) => `${name}=${value}`)
        .join("; "),

    write(hostname, cookie) {
      const [pair = "", ...attributes] = cookie.split(";");
      const [name = "", value = ""] = pair.split("=");
      const options = new Map(attributes.map((attribute) => attribute.split("=") as [string, string]));
      const domain = options.get("domain");
      const isRejected =
        pair.length > MAX_COOKIE_BYTES ||
        (domain !== undefined && (publicSuffixes.includes(domain) || !isWithin(hostname, domain)));
      if (isRejected) return;

      const id = JSON.stringify([name, domain ?? hostname]);
      if (options.get("max-age") === "0") cookies.delete(id);
      else cookies.set(id, { name, value, domain: domain ?? hostname, isShared: domain !== undefined });
    },
  };
}
