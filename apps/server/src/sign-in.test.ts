import { expect, test } from "vitest";
import { cookieFrom, startTestServer } from "./testing/start-test-server.ts";

test("a link signs in once; the second time it leads to the sign-in page with a reason", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");

  const first = await fetch(link, { redirect: "manual" });
  const second = await fetch(link, { redirect: "manual" });

  expect(first.status).toBe(302);
  expect(first.headers.get("location")).toBe(`${server.url}/`);
  expect(await whoIs(server.url, cookieFrom(first))).toMatchObject({
    email: "ann@example.com",
    role: "admin",
  });
  expect(second.status).toBe(302);
  expect(second.headers.get("location")).toBe(`${server.url}/sign-in?error=INVALID_TOKEN`);
  expect(second.headers.getSetCookie()).toEqual([]);
});

async function whoIs(url: string, cookie: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/auth/get-session`, { headers: { cookie } });
  const session = (await answer.json()) as { user: unknown } | null;

  return session?.user ?? null;
}
