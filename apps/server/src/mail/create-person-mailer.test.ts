import type { StoredEvent } from "@admin-events/core/events";
import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { createMailbox } from "../testing/mailbox.ts";
import type { MailPerson } from "./create-person-mailer.ts";
import { createPersonMailer, MailLimitError } from "./create-person-mailer.ts";

const ann = { id: "u1", email: "ann@example.com", name: "Ann", isVerified: true };

test("everybody who signs up with an address is welcomed once, however often it is tried", async () => {
  await using shop = await openShop();

  await shop.welcome(signUp(ann));
  await shop.welcome(signUp(ann));
  await shop.welcome(signUp(ann, { id: "019aa000-0000-7000-8000-000000000002" }));

  expect(shop.mails).toMatchObject([
    { to: "ann@example.com", from: "shop@example.com", subject: "Welcome!" },
  ]);
  expect(shop.mails[0]?.text).toMatch(/^Hello Ann,/);
});

test.each([
  ["no address", signUp({ ...ann, email: null })],
  ["no person", signUp(null)],
  ["an event of a public key", signUp(ann, { isUnverified: true })],
  ["an address that anybody may have claimed", signUp({ ...ann, isVerified: false })],
  ["several addresses", signUp({ ...ann, email: "v0@t0.io,v1@t1.io" })],
  ["a header in the address", signUp({ ...ann, email: "ann@example.com\r\nBcc: v1@t1.io" })],
  ["an address with a name", signUp({ ...ann, email: "Eve <eve@example.com>" })],
])("nothing is sent for %s", async (_, event) => {
  await using shop = await openShop();

  await shop.welcome(event);

  expect(shop.mails).toEqual([]);
});

test("a link in a name is not sent on", async () => {
  await using shop = await openShop();

  await shop.welcome(
    signUp({ ...ann, name: "customer! Your account is LOCKED: https://evil.example\nPay now" }),
  );

  expect(shop.mails[0]?.text).toMatch(/^Hello customer,\n/);
  expect(shop.mails[0]?.text).not.toContain("evil");
});

test("a mail that the server refuses is tried again with the same message id, and only by the same event", async () => {
  await using shop = await openShop();
  const refusing = { send: () => Promise.reject(new Error("No mail today.")), close: () => {} };

  await expect(shop.welcome(signUp(ann), refusing)).rejects.toThrow("No mail today.");
  await shop.welcome(signUp(ann, { id: "019aa000-0000-7000-8000-000000000002" }));
  expect(shop.mails).toEqual([]);
  await shop.welcome(signUp(ann));

  expect(shop.mails).toMatchObject([{ messageId: `<welcome-email-${signUp(ann).id}@admin-events>` }]);
});

test("a handler sends no more mails in 24 hours than is allowed, and says so", async () => {
  await using shop = await openShop();
  const others = Array.from({ length: 3 }, (_, index) => ({ ...ann, id: `u${index + 1}` }));

  await shop.welcome(signUp(others[0]!));
  await shop.welcome(signUp(others[1]!));

  await expect(shop.welcome(signUp(others[2]!))).rejects.toThrow(MailLimitError);
  expect(shop.mails).toHaveLength(2);
});

/** As a handler would do it. */
function welcome(mailPerson: MailPerson, event: StoredEvent): Promise<void> {
  return mailPerson("welcome-email", event, {
    subject: "Welcome!",
    text: (name) => `Hello${name ? ` ${name}` : ""},\nyour account is ready.`,
  });
}

async function openShop() {
  const db = await createTestDatabase();
  const { mailer, mails } = createMailbox();
  await db.em.execute("insert into admin_events.users (external_id) values ('u1'), ('u2'), ('u3')");

  return {
    mails,
    async welcome(event: StoredEvent, through = mailer) {
      const mailPerson = createPersonMailer({ mailer: through, fork: () => db.em.fork(), maxPerDay: 2 });
      await welcome(mailPerson, event);
    },
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}

function signUp(user: StoredEvent["user"], details: Partial<StoredEvent> = {}): StoredEvent {
  const now = new Date().toISOString();

  return {
    id: "019aa000-0000-7000-8000-000000000001",
    name: "user.signed_up",
    title: null,
    user,
    isUnverified: false,
    isImported: false,
    metadata: { plan: "free" },
    changedFields: null,
    occurredAt: now,
    receivedAt: now,
    sessionId: null,
    actorRole: null,
    resourceType: null,
    resourceId: null,
    targetId: null,
    module: null,
    mode: null,
    ...details,
  };
}
