const origin = "http://panel.invalid";

/**
 * A path of this panel that a sign-in may lead back to. Anything that could lead to another origin (`https://…`,
 * `//host`, `/\host`), or round and round to the sign-in itself, becomes `/`.
 */
export function safeReturnTo(path: string | null): string {
  if (!path?.startsWith("/")) return "/";
  // Browsers drop control characters and read backslashes as slashes, so the parsed address decides, not the text.
  const address = URL.canParse(path, origin) ? new URL(path, origin) : null;
  if (address?.origin !== origin || address.pathname.startsWith("//")) return "/";
  if (/^\/(sign-in|sign-out)(\/|$)/.test(address.pathname)) return "/";
  return address.pathname + address.search + address.hash;
}

/** The address of the sign-in page that leads back to a page of this panel. */
export function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const returnTo = safeReturnTo(pathname + search);
  return returnTo === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ returnTo }).toString()}`;
}
