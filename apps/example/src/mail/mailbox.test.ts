import { readdir } from "node:fs/promises";
import { createTransport } from "nodemailer";
import { afterEach, expect, test, vi } from "vitest";
import { silentLog } from "../testing/silent-log.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openMailbox } from "./mailbox.ts";
import { startMailServer } from "./start-mail-server.ts";

const message = (to: string, subject: string) =>
  Buffer.from(`From: Shop <shop@example.com>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\nHello\r\n`);

afterEach(() => void vi.useRealTimers());

test("mail sent over SMTP can be listed and read, accents and all", async () => {
  await using folder = await temporaryFolder();
  const mailbox = await openMailbox(folder.path);
  await using server = await startMailServer(0, mailbox, silentLog);
  const transport = createTransport({ host: "127.0.0.1", port: server.port, ignoreTLS: true });

  await transport.sendMail({
    from: "Café <cafe@example.com>",
    to: "ann@example.com",
    subject: "Grüße aus der Rösterei ☕",
    text: "Your link: http://localhost/sign-in",
    html: "<p>Your <b>link</b></p>",
  });
  const [mail] = await mailbox.list();

  expect(mail).toMatchObject({ from: "Café", to: "ann@example.com", subject: "Grüße aus der Rösterei ☕" });
  expect(await mailbox.read(mail!.id)).toMatchObject({
    text: expect.stringContaining("http://localhost/sign-in") as string,
    html: expect.stringContaining("<b>link</b>") as string,
  });
});

test("a message that is too large is refused", async () => {
  await using folder = await temporaryFolder();
  const mailbox = await openMailbox(folder.path);
  await using server = await startMailServer(0, mailbox, silentLog);
  const transport = createTransport({ host: "127.0.0.1", port: server.port, ignoreTLS: true });

  const sending = transport.sendMail({
    from: "a@example.com",
    to: "b@example.com",
    text: "x".repeat(1_100_000),
  });

  await expect(sending).rejects.toThrow();
  expect(await mailbox.list()).toEqual([]);
});

test("the newest mail comes first, and one address's mail can be picked out", async () => {
  await using folder = await temporaryFolder();
  const mailbox = await openMailbox(folder.path);
  vi.useFakeTimers({ toFake: ["Date"], now: 1_772_000_000_000 });
  for (const [index, to] of ["ann@example.com", "bob@example.com", "ann@example.com"].entries()) {
    vi.setSystemTime(1_772_000_000_000 + index);
    await mailbox.add(message(to, `Mail ${index}`));
  }

  expect((await mailbox.list()).map(({ subject }) => subject)).toEqual(["Mail 2", "Mail 1", "Mail 0"]);
  expect((await mailbox.list("Ann@Example.com")).map(({ subject }) => subject)).toEqual(["Mail 2", "Mail 0"]);
});

test("only the latest two hundred messages are kept", async () => {
  await using folder = await temporaryFolder();
  const mailbox = await openMailbox(folder.path);

  for (let count = 0; count < 205; count++) await mailbox.add(message("ann@example.com", "Hello"));

  expect(await mailbox.list()).toHaveLength(200);
  expect(await readdir(folder.path)).toHaveLength(200);
});

test.each(["../../etc/passwd", "1772000000000-00000000", ""])("there is no message %o", async (id) => {
  await using folder = await temporaryFolder();
  const mailbox = await openMailbox(folder.path);

  expect(await mailbox.read(id)).toBeNull();
});
