import { createTransport } from "nodemailer";
import { finishesWithin } from "../lifecycle/finishes-within.ts";
import type { Log } from "../log.ts";
import type { Settings } from "../settings.ts";

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  /** Becomes the Message-ID, so that mail programs show a resent mail once. */
  id?: string;
}

export interface Mailer {
  /** False without a mail server, when mails go nowhere. In development they go to the log. Default true. */
  canSend?: boolean;
  /** Resolves once the mail server has accepted the mail; otherwise rejects. */
  send: (mail: Mail) => Promise<void>;
  close: () => void;
}

/** In milliseconds. */
const TIMEOUTS = {
  dnsTimeout: 3_000,
  connectionTimeout: 3_000,
  greetingTimeout: 3_000,
  socketTimeout: 6_000,
};
/** Shorter than the timeout of a handler, so that a mail is not sent after its job failed. */
const MAX_SEND_MS = 9_000;

type Transport = ReturnType<typeof createTransport>;

/** @param maxSendMs how long a mail may take. The transport's own timeouts start again with every byte. */
export function createMailer(
  transport: Pick<Transport, "sendMail" | "close">,
  from: string,
  maxSendMs = MAX_SEND_MS,
): Mailer {
  return {
    async send({ id, ...mail }) {
      const sending = transport.sendMail({ ...mail, from, messageId: id && `<${id}@admin-events>` });
      if (!(await finishesWithin(maxSendMs, sending))) {
        throw new Error(
          `The mail server did not accept a mail within ${maxSendMs / 1_000} seconds. Check SMTP_URL.`,
        );
      }
    },
    close: () => transport.close(),
  };
}

/** Without SMTP_URL it sends nothing; in development it logs the mail instead. */
export function createConfiguredMailer({ smtpUrl, mailFrom, development }: Settings, log: Log): Mailer {
  if (smtpUrl) return createMailer(createTransport({ url: smtpUrl, ...TIMEOUTS }), mailFrom);

  return {
    canSend: development,
    send({ to, subject, text }) {
      // A mail may contain a sign-in link, which must not appear in production logs.
      if (development) log.info(`Mail to ${to} (not sent, SMTP_URL is not set)\n\n${subject}\n\n${text}\n`);
      else log.warn({ subject }, "Mail not sent: SMTP_URL is not set");

      return Promise.resolve();
    },
    close: () => {},
  };
}
