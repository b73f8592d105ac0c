import type { StoredEvent } from "@admin-events/core/events";
import { claimHandlerMail, countHandlerMails, markHandlerMailSent } from "@admin-events/core/events";
import type { EntityManager } from "@admin-events/db";
import { z } from "zod";
import type { Mailer } from "./mailer.ts";
import { toGreetingName } from "./to-greeting-name.ts";

/** The mail that a handler sends to the person of an event. */
interface PersonMail {
  subject: string;
  /** Plain text. `name` is safe to greet with; null if the person has none. Use nothing else of the event that is free text. */
  text: (name: string | null) => string;
}

/**
 * Sends the mail of a handler to the person of an event, once per person. Sends nothing for an event that is not verified, or to
 * a person who is not verified or has no valid address: anybody can claim these with a public key.
 *
 * @throws {MailLimitError} if the handler has sent too many mails in 24 hours; its job is then tried again later.
 * @throws what the mail server says.
 */
export type MailPerson = (handler: string, event: StoredEvent, mail: PersonMail) => Promise<void>;

export class MailLimitError extends Error {
  override readonly name = "MailLimitError";
}

interface PersonMailerDeps {
  mailer: Mailer;
  fork: () => EntityManager;
  /** How many mails a handler may send within 24 hours. */
  maxPerDay: number;
}

const address = z.email().max(320);

export function createPersonMailer({ mailer, fork, maxPerDay }: PersonMailerDeps): MailPerson {
  return async (handler, { id: eventId, isUnverified, user }, { subject, text }) => {
    const to = address.safeParse(user?.email?.trim());
    if (isUnverified || !user?.isVerified || !to.success) return;

    const claim = { handler, userId: user.id, eventId };
    if ((await countHandlerMails(fork(), handler)) >= maxPerDay) {
      throw new MailLimitError(
        `The handler "${handler}" has sent ${maxPerDay} mails in 24 hours. If these are wanted, raise HANDLER_MAILS_PER_DAY.`,
      );
    }
    if (!(await claimHandlerMail(fork(), claim))) return;

    await mailer.send({
      id: `${handler}-${eventId}`,
      to: to.data,
      subject,
      text: text(toGreetingName(user.name)),
    });
    await markHandlerMailSent(fork(), claim);
  };
}
