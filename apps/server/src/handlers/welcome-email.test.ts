import type { StoredEvent } from "@admin-events/core/events";
import { expect, test } from "vitest";
import { createMailbox } from "../testing/mailbox.ts";
import { handlers } from "./index.ts";

test("everybody who signs up with an address is welcomed, once however often it is tried", async () => {
  const { mailer, mails } = createMailbox();
  const welcome = welcomeHandler(mailer);
  const event = signUp({ id: "u1", email: "ann@example.com", name: "Ann" });

  await welcome(event);
  await welcome(event);

  expect(mails).toMatchObject([{ to: "ann@example.com", from: "shop@example.com", subject: "Welcome!" }, {}]);
  expect(mails[0]?.text).toMatch(/^Hello Ann,/);
  expect(mails[0]?.messageId).toBe(mails[1]?.messageId);
});

test("nobody is welcomed without an address", async () => {
  const { mailer, mails } = createMailbox();
  const welcome = welcomeHandler(mailer);

  await welcome(signUp({ id: "u1", email: null, name: "Ann" }));
  await welcome(signUp(null));

  expect(mails).toEqual([]);
});

test("a mail server that refuses makes the attempt fail, so that it is made again", async () => {
  const refusing = { send: () => Promise.reject(new Error("No mail today.")), close: () => {} };

  const attempt = welcomeHandler(refusing)(signUp({ id: "u1", email: "ann@example.com", name: null }));

  await expect(attempt).rejects.toThrow("No mail today.");
});

function welcomeHandler(mailer: Parameters<typeof handlers>[0]["mailer"]) {
  const handler = handlers({ mailer }).find(({ name }) => name === "welcome-email");
  if (!handler) throw new Error("There is no handler named welcome-email.");

  return async (event: StoredEvent) => handler.handle(event, { signal: new AbortController().signal });
}

function signUp(user: StoredEvent["user"]): StoredEvent {
  const now = new Date().toISOString();

  return {
    id: "019aa000-0000-7000-8000-000000000001",
    name: "user.signed_up",
    title: null,
    user,
    isUnverified: false,
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
  };
}
