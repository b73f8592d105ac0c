import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import type { Mail } from "./mailbox.ts";
import { createMailbox } from "./mailbox.ts";
import { renderMailboxPage } from "./mailbox-page.ts";
import { startMailbox } from "./start-mailbox.ts";

const message = (to: string, subject: string) =>
  Buffer.from(`From: Shop <shop@example.com>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nHello\r\n`);

test("a mail sent over SMTP is listed with its text and accents", async () => {
  await using mailbox = await startMailbox({ port: 0, smtpPort: 0 });

  await createTransport({ url: mailbox.smtpUrl, ignoreTLS: true }).sendMail({
    from: "Café <cafe@example.com>",
    to: "ann@example.com",
    subject: "Grüße aus der Rösterei ☕",
    text: "Your link: http://localhost/sign-in",
  });

  const response = await fetch(`${mailbox.url}/mails?to=ann@example.com`);
  expect(await response.json()).toMatchObject([
    { from: "Café", subject: "Grüße aus der Rösterei ☕", text: "Your link: http://localhost/sign-in\n" },
  ]);
  expect(await (await fetch(mailbox.url)).text()).toContain("Grüße aus der Rösterei ☕");
});

test("a message that is too large is rejected", async () => {
  await using mailbox = await startMailbox({ port: 0, smtpPort: 0 });

  const sending = createTransport({ url: mailbox.smtpUrl, ignoreTLS: true }).sendMail({
    from: "a@example.com",
    to: "b@example.com",
    text: "x".repeat(1_100_000),
  });

  await expect(sending).rejects.toThrow();
  expect(await (await fetch(`${mailbox.url}/mails`)).json()).toEqual([]);
});

test("the newest mail comes first, and the list filters by address", async () => {
  const mailbox = createMailbox();
  for (const [index, to] of ["ann@example.com", "bob@example.com", "ann@example.com"].entries())
    await mailbox.add(message(to, `Mail ${index}`));

  expect(mailbox.list().map(({ subject }) => subject)).toEqual(["Mail 2", "Mail 1", "Mail 0"]);
  expect(mailbox.list("Ann@Example.com").map(({ subject }) => subject)).toEqual(["Mail 2", "Mail 0"]);
});

test("only the latest 200 mails are kept", async () => {
  const mailbox = createMailbox();
  for (let count = 0; count < 205; count++) await mailbox.add(message("ann@example.com", "Hello"));

  expect(mailbox.list()).toHaveLength(200);
});

test("the page links addresses and escapes HTML", () => {
  const mail: Mail = {
    id: "1",
    from: "Shop",
    to: "ann@example.com",
    subject: "<script>alert(1)</script>",
    text: 'Sign in: http://localhost/sign-in?a=1&b=2 <img src="x">',
    receivedAt: new Date(0),
  };

  const page = renderMailboxPage([mail]);

  expect(page).not.toContain("<script>alert");
  expect(page).not.toContain("<img");
  expect(page).toContain(
    '<a href="http://localhost/sign-in?a=1&amp;b=2">http://localhost/sign-in?a=1&amp;b=2</a>',
  );
});
