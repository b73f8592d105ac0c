import { expect, test } from "vitest";
import { cookieFrom, followLink } from "../testing/follow-link.ts";
import { startTestServer } from "../testing/start-test-server.ts";

test("a link signs in once and then leads to the sign-in page with an error", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");

  const first = await followLink(link);
  const second = await followLink(link);

  expect(first.status).toBe(303);
  expect(first.headers.get("location")).toBe("/");
  expect(await isAdmin(server.url, cookieFrom(first))).toBe(true);
  expect(second.status).toBe(303);
  expect(second.headers.get("location")).toBe("/sign-in?error=INVALID_TOKEN");
  expect(second.headers.getSetCookie()).toEqual([]);
});

test("concurrent uses of a link sign in only once", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");

  const answers = await Promise.all(Array.from({ length: 8 }, () => followLink(link)));

  expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1);
});

test("a link expires after 15 minutes", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");
  await server.db.em.execute(
    "update admin_events.panel_verifications set expires_at = expires_at - interval '15 minutes'",
  );

  const answer = await followLink(link);

  expect(answer.headers.get("location")).toBe("/sign-in?error=INVALID_TOKEN");
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("the cookie is HttpOnly and SameSite=Lax", async () => {
  await using server = await startTestServer();

  const answer = await followLink(await server.createSignInLink("ann@example.com"));

  expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Lax$/)]);
});

test("opening a link with GET or HEAD does not use it", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");

  const opened = await Promise.all(
    ["GET", "HEAD"].map((method) => fetch(link, { method, redirect: "manual" })),
  );
  const verify = `${server.url}/api/auth/magic-link/verify?${new URL(link).searchParams.toString()}`;
  const wayOfTheLibrary = await fetch(verify, { redirect: "manual" });
  const answer = await followLink(link);

  expect([...opened, wayOfTheLibrary].flatMap(({ headers }) => headers.getSetCookie())).toEqual([]);
  expect(wayOfTheLibrary.status).toBe(404);
  expect(answer.headers.getSetCookie()).toHaveLength(1);
});

test("a page of another site cannot sign its visitor in to a different account", async () => {
  await using server = await startTestServer();
  const { searchParams } = new URL(await server.createSignInLink("eve@example.com"));

  const answer = await fetch(`${server.url}/api/auth/link`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
    body: searchParams,
  });

  expect(answer.status).toBe(403);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "/.//evil.example/",
  "javascript:alert(1)",
])("a sign-in with returnTo %s redirects to the front page", async (returnTo) => {
  await using server = await startTestServer();
  const link = new URL(await server.createSignInLink("ann@example.com"));
  link.searchParams.set("returnTo", returnTo);

  const answer = await followLink(link.href);

  expect(answer.headers.get("location")).toBe("/");
});

test("signing in creates a new session even if the browser already has a cookie", async () => {
  await using server = await startTestServer();
  const planted = await server.signIn("eve@example.com");
  const { origin, searchParams } = new URL(await server.createSignInLink("ann@example.com"));

  const answer = await fetch(`${origin}/api/auth/link`, {
    method: "POST",
    headers: { origin, cookie: planted },
    body: searchParams,
    redirect: "manual",
  });

  expect(cookieFrom(answer)).not.toBe(planted);
  expect(cookieFrom(answer)).toMatch(/session_token=\w+/);
});

test("signing out deletes the session on the server", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();

  const answer = await fetch(`${server.url}/api/auth/sign-out`, {
    method: "POST",
    headers: { cookie, origin: server.url },
  });

  expect(answer.status).toBe(200);
  expect(await isAdmin(server.url, cookie)).toBe(false);
});

test("better-auth's other endpoints are not exposed", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();

  for (const path of [
    "update-user",
    "sign-in/magic-link",
    "sign-up/email",
    "get-session",
    "delete-user",
    "magic-link/verify",
  ]) {
    const answer = await fetch(`${server.url}/api/auth/${path}`, {
      method: "POST",
      headers: { cookie, origin: server.url, "content-type": "application/json" },
      body: JSON.stringify({ email: "eve@example.com", role: "admin" }),
    });
    expect([path, answer.status]).toEqual([path, 404]);
  }
});

async function isAdmin(url: string, cookie: string): Promise<boolean> {
  const answer = await fetch(`${url}/trpc/names`, { headers: { cookie } });

  return answer.ok;
}
