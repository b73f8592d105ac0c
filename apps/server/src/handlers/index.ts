import type { Handler } from "@admin-events/core/events";
import type { MailPerson } from "../mail/create-person-mailer.ts";
import { welcomeEmail } from "./welcome-email.ts";

/**
 * What handlers work with. Anybody can send any event with a public key, so a handler that acts on one checks that
 * `event.isUnverified` is false, and that `event.user.isVerified` is true before it relies on email and name.
 */
export interface HandlerDeps {
  /** The only way to mail: it checks both, sends once per person, and cleans what people chose themselves. */
  mailPerson: MailPerson;
}

/** What this deployment does when an event happens. */
export function handlers(deps: HandlerDeps): Handler[] {
  return [welcomeEmail(deps)];
}
