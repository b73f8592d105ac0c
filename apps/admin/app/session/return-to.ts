/** Longer addresses are not worth the headers of a redirect, which proxies limit. Encoding makes them up to three times as long. */
const MAX_LENGTH = 2_000;
const ORIGIN = "http://panel.invalid";

/**
 * Validates the path to return to after signing in. Anything that could lead to another origin (`https://…`, `//host`,
 * `/\host`) or back to the sign-in page, and anything very long, becomes `/`.
 */
export function safeReturnTo(path: string | null): string {
  if (!path?.startsWith("/") || path.length > MAX_LENGTH) return "/";
  // Checks the parsed URL, because browsers drop control characters and treat backslashes as slashes.
  const url = URL.canParse(path, ORIGIN) ? new URL(path, ORIGIN) : null;
  if (url?.origin !== ORIGIN || url.pathname.startsWith("//")) return "/";
  if (/^\/(sign-in|sign-out)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

/** The sign-in page that returns to the requested page. Both are paths of the panel, without the base path. */
export function signInPath(request: Request, basePath: string): string {
  const { pathname, search } = new URL(request.url);
  const returnTo = safeReturnTo(pathname.slice(basePath.length) + search);
  return returnTo === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ returnTo }).toString()}`;
}
