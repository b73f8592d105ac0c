import type { Mail } from "../mail/mailer.ts";

/** The mail that carries a sign-in link. */
export function signInMail(to: string, link: string): Mail {
  return {
    to,
    subject: "Your sign-in link for Admin Events",
    text: [
      "Open this link to sign in. It works once, within 15 minutes:",
      link,
      "If you did not ask for it, ignore this mail: nobody can sign in without it.",
    ].join("\n\n"),
  };
}
