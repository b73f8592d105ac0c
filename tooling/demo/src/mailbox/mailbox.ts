import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";

export interface Mail {
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  receivedAt: Date;
}

/** The latest mails of the demo, to all addresses. */
export interface Mailbox {
  /** Adds a message (RFC 5322). */
  add: (message: Uint8Array) => Promise<void>;
  /** Newest first; with `to` only the mails to that address. */
  list: (to?: string) => Mail[];
}

const MAX_MAILS = 200;

export function createMailbox(): Mailbox {
  const mails: Mail[] = [];

  return {
    async add(message) {
      const { from, to, subject, text } = await PostalMime.parse(message);
      mails.unshift({
        id: randomUUID(),
        from: from?.name || from?.address || "unknown sender",
        to: to?.[0]?.address ?? "",
        subject: subject || "(no subject)",
        text: text ?? "",
        receivedAt: new Date(),
      });
      mails.splice(MAX_MAILS);
    },
    list: (to) => mails.filter((mail) => to === undefined || mail.to.toLowerCase() === to.toLowerCase()),
  };
}
