import { once } from "node:events";
import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { createMailbox } from "./mailbox.ts";
import { renderMailboxPage } from "./mailbox-page.ts";

export interface MailboxOptions {
  /** 0 means any free port, for both servers. */
  port: number;
  smtpPort: number;
  /** Where the page listens. The SMTP server listens on 127.0.0.1 only. Default 127.0.0.1. */
  host?: string;
}

export interface RunningMailbox extends AsyncDisposable {
  /** The page; `/mails` and `/mails?to=…` return JSON. */
  url: string;
  smtpUrl: string;
}

const MAX_MESSAGE_BYTES = 1_000_000;

/** Starts an SMTP server that accepts every mail, and a page that shows them. */
export async function startMailbox({
  port,
  smtpPort,
  host = "127.0.0.1",
}: MailboxOptions): Promise<RunningMailbox> {
  await using resources = new AsyncDisposableStack();
  const mailbox = createMailbox();

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    onData(stream, _session, done) {
      buffer(stream)
        .then((message) => {
          if (stream.sizeExceeded) throw new Error("The message is too large.");
          return mailbox.add(message);
        })
        .then(() => done(), done);
    },
  });
  // A client that hangs up is no reason to end the demo.
  smtp.on("error", () => {});
  smtp.listen(smtpPort, "127.0.0.1");
  await once(smtp.server, "listening");
  resources.defer(() => new Promise((resolve) => smtp.close(resolve)));

  const pages = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/mails") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(mailbox.list(searchParams.get("to") ?? undefined)));
    } else {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(renderMailboxPage(mailbox.list()));
    }
  });
  pages.listen(port, host);
  await once(pages, "listening");
  resources.defer(() => closeServer(pages));

  const running = resources.move();
  return {
    url: `http://localhost:${(pages.address() as AddressInfo).port}`,
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}
