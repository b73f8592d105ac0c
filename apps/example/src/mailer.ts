import { createTransport } from "nodemailer";
import type { Logger } from "pino";
import type { Customer } from "./tables.ts";

/** Sends the link that signs a customer in. */
export type SendSignInLink = (customer: Customer, link: string) => Promise<void>;

/**
 * Sends mail through this SMTP server. Without one, the link goes to the log in development; in production a log must not hold
 * links that sign somebody in.
 */
export function createMailer(
  { smtpUrl, isDevelopment }: { smtpUrl: string | undefined; isDevelopment: boolean },
  log: Logger,
): SendSignInLink {
  const transport = smtpUrl ? createTransport(smtpUrl) : null;

  return async ({ name, email, confirmedAt }, link) => {
    if (!transport) {
      if (isDevelopment) log.info({ link }, "Sign-in link. Set SMTP_URL to send it by mail.");
      else
        log.warn("A sign-in link was not sent: set SMTP_URL, or NODE_ENV=development to see it in the log.");
      return;
    }
    await transport.sendMail({
      from: { name: "Cinder & Crumb", address: "hello@cinder-and-crumb.example" },
      to: email,
      subject: confirmedAt ? "Your sign-in link" : "Confirm your email address",
      text: `Hello ${name},\n\nsign in to Cinder & Crumb: ${link}\n\nThe link works once, for 15 minutes. If you did not ask for it, ignore this mail.\n`,
    });
  };
}
