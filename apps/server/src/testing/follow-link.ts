/** Submits the form of the page that a sign-in link opens. */
export function followLink(link: string): Promise<Response> {
  const { origin, searchParams } = new URL(link);

  return fetch(new URL("../api/auth/link", link), {
    method: "POST",
    headers: { origin },
    body: searchParams,
    redirect: "manual",
  });
}

/** The Cookie header that a browser sends after a response. */
export function cookieFrom({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
