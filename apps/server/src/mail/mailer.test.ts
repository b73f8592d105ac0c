import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import { createMailer } from "./mailer.ts";

const mail = { to: "ann@example.com", subject: "Hello", text: "Hello" };

test("a mail server that answers a byte at a time is given up in time", async () => {
  await using server = createServer((socket) => {
    const dripping = setInterval(() => socket.write("220-"), 20);
    socket.on("error", () => undefined).on("close", () => clearInterval(dripping));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const transport = createTransport({
    url: `smtp://127.0.0.1:${port}`,
    socketTimeout: 1_000,
    greetingTimeout: 600,
  });
  const mailer = createMailer(transport, "shop@example.com", 200);

  const started = performance.now();
  await expect(mailer.send(mail)).rejects.toThrow("did not accept a mail within 0.2 seconds. Check SMTP_URL");

  expect(performance.now() - started).toBeLessThan(550);
});

test("a mail that is rejected in time rejects with the server's reason", async () => {
  const transport = { sendMail: () => Promise.reject(new Error("550 no such user")), close: () => undefined };

  await expect(createMailer(transport, "shop@example.com").send(mail)).rejects.toThrow("550 no such user");
});
