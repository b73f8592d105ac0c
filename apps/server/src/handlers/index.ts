import type { Handler } from "@admin-events/core/events";
import type { MailPerson } from "../mail/create-person-mailer.ts";

/**
 * What handlers work with. Anybody can send any event with a public key, so a handler that is not durable checks that
 * `event.isUnverified` is false, and that `event.user.isVerified` is true before it relies on email and name. A durable handler
 * gets neither unless it asks with `unverified: true`.
 */
export interface HandlerDeps {
  /** The only way to mail: it checks both, sends once per person, and cleans what people chose themselves. */
  mailPerson: MailPerson;
}

/** What this deployment does when an event happens: nothing, until you list a handler. */
export function handlers(_deps: HandlerDeps): Handler[] {
  return [];
}
