import { expect, test } from "vitest";
import { cookieFrom, startTestServer } from "./testing/start-test-server.ts";

test("a link signs in once; the second time it leads to the sign-in page with a reason", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");

  const first = await fetch(link, { redirect: "manual" });
  const second = await fetch(link, { redirect: "manual" });

  expect(first.status).toBe(302);
  expect(first.headers.get("location")).toBe(`${server.url}/`);
  expect(await isAdmin(server.url, cookieFrom(first))).toBe(true);
  expect(second.status).toBe(302);
  expect(second.headers.get("location")).toBe(`${server.url}/sign-in?error=INVALID_TOKEN`);
  expect(second.headers.getSetCookie()).toEqual([]);
});

test("two who follow a link at the same moment are not both signed in", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");

  const answers = await Promise.all(Array.from({ length: 8 }, () => fetch(link, { redirect: "manual" })));

  expect(answers.filter(({ headers }) => headers.getSetCookie().length > 0)).toHaveLength(1);
});

test("a link is worth nothing after a quarter of an hour", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");
  await server.db.em.execute(
    "update panel_verifications set expires_at = expires_at - interval '15 minutes'",
  );

  const answer = await fetch(link, { redirect: "manual" });

  expect(answer.headers.get("location")).toBe(`${server.url}/sign-in?error=INVALID_TOKEN`);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test("the cookie is for this site's server alone", async () => {
  await using server = await startTestServer();

  const answer = await fetch(await server.createSignInLink("ann@example.com"), { redirect: "manual" });

  expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/; HttpOnly; SameSite=Lax$/)]);
});

test("asking for a link's headers does not use it up", async () => {
  await using server = await startTestServer();
  const link = await server.createSignInLink("ann@example.com");

  await fetch(link, { method: "HEAD", redirect: "manual" });
  const answer = await fetch(link, { redirect: "manual" });

  expect(answer.headers.getSetCookie()).toHaveLength(1);
});

test("signing out ends the session on the server too", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();

  const answer = await fetch(`${server.url}/api/auth/sign-out`, {
    method: "POST",
    headers: { cookie, origin: server.url },
  });

  expect(answer.status).toBe(200);
  expect(await isAdmin(server.url, cookie)).toBe(false);
});

test("better-auth's other endpoints are closed", async () => {
  await using server = await startTestServer();
  const cookie = await server.signIn();

  for (const path of ["update-user", "sign-in/magic-link", "sign-up/email", "get-session", "delete-user"]) {
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
