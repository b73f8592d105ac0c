/** A browser of the shop's API: keeps the session cookie. */
export interface Visitor {
  get(path: string): Promise<{ status: number; body: unknown }>;
  post(
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown }>;
  /** The session cookie as it would be sent; empty when there is none. */
  cookie(): string;
}

export function visit(url: string): Visitor {
  let cookie = "";

  async function ask(path: string, init: RequestInit) {
    const response = await fetch(`${url}/api${path}`, init);
    const [given] = response.headers.getSetCookie();
    if (given) cookie = given.split(";")[0]!;

    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as unknown) : undefined };
  }

  return {
    get: (path) => ask(path, { headers: { cookie } }),
    post: (path, body = {}, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", cookie, ...headers },
        body: JSON.stringify(body),
      }),
    cookie: () => cookie,
  };
}

/** The token in a sign-in link. */
export function tokenIn(link: string): string {
  return new URL(link).searchParams.get("token")!;
}
