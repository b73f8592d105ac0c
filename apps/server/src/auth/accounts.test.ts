import { product } from "@admin-events/catalog";
import { DEFAULT_SCHEMA } from "@admin-events/db";
import { findPanelMember, makeAdmin } from "@admin-events/core/access";
import { createTestDatabase } from "@admin-events/db/testing";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { Mailer } from "../mail/mailer.ts";
import { createMailbox } from "../testing/mailbox.ts";
import { createAccounts } from "./accounts.ts";

test("a person with a panel account gets a link", async () => {
  await using panel = await openPanel();
  await makeAdmin(panel.db.em, "ann@example.com");

  const mails = await panel.requestLink(" Ann@Example.com ");

  expect(mails).toMatchObject([{ to: "ann@example.com", subject: `Sign in to ${product.name}` }]);
  expect(mails[0]?.text).toContain(`${origin}/sign-in/link?token=`);
});

test("an unknown address gets no mail and no account", async () => {
  await using panel = await openPanel();

  const mails = await panel.requestLink("eve@example.com");

  expect(mails).toEqual([]);
  expect(await findPanelMember(panel.db.em, "eve@example.com")).toBeNull();
});

test("the first link to ADMIN_EMAIL creates an admin account", async () => {
  await using panel = await openPanel();

  const mails = await panel.requestLink("Boss@Example.com");

  expect(mails).toMatchObject([{ to: "boss@example.com" }]);
  expect(await findPanelMember(panel.db.em, "boss@example.com")).toMatchObject({ role: "admin" });
});

test.each([
  [
    "/events?name=order.*&where.plan=%22pro%22&q=100%25",
    "/events?name=order.*&where.plan=%22pro%22&q=100%25",
  ],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
])("a link with returnTo %s leads to %s", async (returnTo, expected) => {
  await using panel = await openPanel();
  await makeAdmin(panel.db.em, "ann@example.com");
  const [mail] = await panel.requestLink("ann@example.com", returnTo);
  const link = new URL(mail?.text.match(/http\S+/)?.[0] ?? "");

  expect(link.searchParams.get("returnTo") ?? "/").toBe(expected);
});

test("the database stores only a hash of the token", async () => {
  await using panel = await openPanel();
  await makeAdmin(panel.db.em, "ann@example.com");
  const [mail] = await panel.requestLink("ann@example.com");
  const token = mail?.text.match(/token=(\w+)/)?.[1] ?? "none";

  const stored = JSON.stringify(await panel.db.em.execute("select * from admin_events.panel_verifications"));

  expect(stored).toContain("ann@example.com");
  expect(stored).not.toContain(token);
});

test("a second link is not sent while the first is valid, from whatever process it was requested", async () => {
  await using panel = await openPanel();
  await makeAdmin(panel.db.em, "ann@example.com");
  const other = panel.openAccounts();

  for (let n = 0; n < 5; n++) panel.accounts.requestSignInLink("ann@example.com");
  await panel.finish();
  other.requestSignInLink("ann@example.com");
  await other.close();

  expect(panel.mails).toHaveLength(1);
});

test("another link is sent once the last one is used or expired", async () => {
  await using panel = await openPanel();
  await makeAdmin(panel.db.em, "ann@example.com");
  const getToken = (index: number) => panel.mails[index]?.text.match(/token=(\w+)/)?.[1] ?? "none";
  const request = async () => {
    const accounts = panel.openAccounts();
    accounts.requestSignInLink("ann@example.com");
    await accounts.close();
  };

  await request();
  expect((await panel.accounts.signInWithToken(getToken(0), "/")).cookies).toHaveLength(1);
  await request();
  expect(panel.mails).toHaveLength(2);
  await panel.db.em.execute("update admin_events.panel_verifications set expires_at = now()");
  await request();

  expect(panel.mails).toHaveLength(3);
  expect((await panel.accounts.signInWithToken(getToken(2), "/")).cookies).toHaveLength(1);
});

test("a link that an operator created does not prevent the mail", async () => {
  await using panel = await openPanel();
  await panel.accounts.createSignInLink("ann@example.com");

  expect(await panel.requestLink("ann@example.com")).toHaveLength(1);
});

test("a link that could not be sent is tried again with the next request", async () => {
  await using panel = await openPanel();
  await makeAdmin(panel.db.em, "ann@example.com");
  const broken = panel.openAccounts({
    send: () => Promise.reject(new Error("no mail server")),
    close: () => {},
  });
  broken.requestSignInLink("ann@example.com");
  await broken.close();

  expect(await panel.requestLink("ann@example.com")).toHaveLength(1);
});

test("wrong tokens never keep a right one out", async () => {
  await using panel = await openPanel();
  const link = new URL(await panel.accounts.createSignInLink("ann@example.com"));

  const wrong = await Promise.all(
    Array.from({ length: 500 }, (_, n) => panel.accounts.signInWithToken(`wrong${n}`, "/")),
  );
  const right = await panel.accounts.signInWithToken(link.searchParams.get("token") ?? "", "/");

  expect(wrong.every(({ cookies }) => cookies.length === 0)).toBe(true);
  expect(right.cookies).toHaveLength(1);
});

test("without a mail server, links cannot be emailed", async () => {
  await using panel = await openPanel();
  const silent = panel.openAccounts({ canSend: false, send: () => Promise.resolve(), close: () => {} });

  expect([panel.accounts.canEmailLinks, silent.canEmailLinks]).toEqual([true, false]);
  await silent.close();
});

test("an invalid email address gets no link", async () => {
  await using panel = await openPanel();

  await expect(panel.accounts.createSignInLink("ann")).rejects.toThrow("is not a valid email address");
});

const origin = "http://localhost:4300";

async function openPanel() {
  const db = await createTestDatabase();
  const { mailer, mails } = createMailbox();
  const openAccounts = (ownMailer: Mailer = mailer) =>
    createAccounts({
      url: db.url,
      schema: DEFAULT_SCHEMA,
      em: db.em,
      mailer: ownMailer,
      adminEmail: "boss@example.com",
      origin,
      basePath: "",
      secret: "a secret that is long enough for it",
      log: pino({ level: "silent" }),
    });
  const accounts = openAccounts();
  let isOpen = true;

  /** Waits until all mails are sent. */
  async function finish() {
    if (isOpen) await accounts.close();
    isOpen = false;
  }

  return {
    db,
    accounts,
    openAccounts,
    mails,
    finish,
    async requestLink(email: string, returnTo?: string) {
      accounts.requestSignInLink(email, returnTo);
      await finish();
      return mails;
    },
    [Symbol.asyncDispose]: async () => {
      await finish();
      await db[Symbol.asyncDispose]();
    },
  };
}
