import { createTransport } from "nodemailer";
import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  /** The same mail has the same id, however often it is sent, so that readers' programs show it once. */
  id?: string;
}

/** Sends mail as this deployment. */
export interface Mailer {
  /** Resolves when the mail server has taken it, and rejects when it has not. */
  send: (mail: Mail) => Promise<void>;
  close: () => void;
}

/** Milliseconds, below the time that a handler has: a mail that is given up must not be sent after all. */
const patience = { connectionTimeout: 3_000, greetingTimeout: 3_000, socketTimeout: 6_000 };

type Transport = ReturnType<typeof createTransport>;

/** A mailer over any nodemailer transport. */
export function createMailer(transport: Pick<Transport, "sendMail" | "close">, from: string): Mailer {
  return {
    async send({ id, ...mail }) {
      await transport.sendMail({ ...mail, from, messageId: id && `<${id}@admin-events>` });
    },
    close: () => transport.close(),
  };
}

/** The mailer of the settings. Without an SMTP server it sends nothing; in development the log then shows the mail. */
export function mailerFor({ smtpUrl, mailFrom, development }: Settings, log: Log): Mailer {
  if (smtpUrl) return createMailer(createTransport({ url: smtpUrl, ...patience }), mailFrom);

  return {
    send({ to, subject, text }) {
      // A mail may hold a sign-in link, which does not belong in the log of a server that others can read.
      if (development)
        log.info(`Mail to ${to} is not sent because SMTP_URL is not set:\n\n${subject}\n\n${text}\n`);
      else log.warn({ subject }, "A mail is not sent because SMTP_URL is not set.");

      return Promise.resolve();
    },
    close: () => {},
  };
}
