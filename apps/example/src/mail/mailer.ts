import { createTransport } from "nodemailer";

export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Hands a mail to the mail server; rejects when it does not take it. */
export type SendMail = (mail: OutgoingMail) => Promise<void>;

const sender = { name: "Cinder & Crumb", address: "hello@cinder-and-crumb.example" };

/** Sends through the shop's own mail server on this machine. */
export function createMailer(port: number): SendMail {
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });

  return async (mail) => {
    await transport.sendMail({ from: sender, ...mail });
  };
}
