import { createTransport } from "nodemailer";
import type { Mailer } from "../mail/mailer.ts";
import { createMailer } from "../mail/mailer.ts";

export interface Mailbox {
  mailer: Mailer;
  /** Oldest first. */
  mails: ReceivedMail[];
}

interface ReceivedMail {
  to: string;
  from: string;
  subject: string;
  text: string;
  messageId?: string;
}

/** A mailer that keeps its mails in memory. */
export function createMailbox(): Mailbox {
  const mails: ReceivedMail[] = [];
  const transport = createTransport({
    name: "mailbox",
    version: "1",
    send({ data, message }, done) {
      mails.push(data as ReceivedMail);
      done(null, { envelope: message.getEnvelope(), messageId: message.messageId() });
    },
  });

  return { mailer: createMailer(transport, "shop@example.com"), mails };
}
