import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { Log } from "../log.ts";
import { listenOn } from "../port-taken.ts";
import type { Mailbox } from "./mailbox.ts";

export interface MailServer extends AsyncDisposable {
  port: number;
}

const maxMessageBytes = 1_000_000;

/**
 * A mail server for this machine only that puts every message, whoever it is for, into the demo's mailbox.
 *
 * @throws {PortTaken}
 */
export async function startMailServer(port: number, mailbox: Mailbox, log: Log): Promise<MailServer> {
  const smtp = new SMTPServer({
    banner: "Cinder & Crumb's demo mailbox",
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: maxMessageBytes,
    onData(stream, _session, done) {
      buffer(stream)
        .then((message) => {
          if (stream.sizeExceeded) throw new Error("The message is too large.");
          return mailbox.add(message);
        })
        .then(
          () => done(),
          (error: Error) => done(error),
        );
    },
  });
  await listenOn(smtp.server, { host: "127.0.0.1", port, variable: "EXAMPLE_SMTP_PORT" });
  smtp.on("error", (error) => log.warn({ error }, "A mail could not be taken in."));

  return {
    port: (smtp.server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => smtp.close(resolve)),
  };
}
