import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import type { Customer } from "./tables.ts";

export interface ShopMailer {
  /** Sends the link that signs a customer in. */
  sendSignInLink: (customer: Customer, link: string) => Promise<void>;
  sendWelcome: (customer: Customer) => Promise<void>;
}

/**
 * Sends mail through this SMTP server. Without one, the link goes to the log in development; in production a log must not hold
 * links that sign somebody in.
 */
export function createMailer(
  { smtpUrl, isDevelopment }: { smtpUrl: string | undefined; isDevelopment: boolean },
  log: Logger,
): ShopMailer {
  const transport = smtpUrl ? createTransport(smtpUrl) : null;

  async function send(to: string, subject: string, text: string): Promise<void> {
    const from = { name: "Cinder & Crumb", address: "hello@cinder-and-crumb.example" };
    await transport?.sendMail({ from, to, subject, text });
  }

  return {
    async sendSignInLink({ name, email, confirmedAt }, link) {
      if (!transport && isDevelopment) {
        log.info({ link }, "Sign-in link. Set SMTP_URL to send it by mail.");
      } else if (!transport) {
        log.warn("A sign-in link was not sent: set SMTP_URL, or NODE_ENV=development to see it in the log.");
      }
      await send(
        email,
        confirmedAt ? "Your sign-in link" : "Confirm your email address",
        `Hello ${name},\n\nsign in to Cinder & Crumb: ${link}\n\nThe link works once, for 15 minutes. If you did not ask for it, ignore this mail.\n`,
      );
    },
    sendWelcome: ({ name, email }) =>
      send(
        email,
        "Welcome!",
        `Hello ${name},\n\nyour account is ready. We are glad that you are here.\n\nIf you have a question, just answer this mail.\n`,
      ),
  };
}
