import type { Handler } from "@admin-events/core/events";
import type { Mailer } from "../mail/mailer.ts";
import { welcomeEmail } from "./welcome-email.ts";

/** What handlers work with. */
export interface HandlerParts {
  mailer: Mailer;
}

/** What this deployment does when an event happens. */
export function handlers(parts: HandlerParts): Handler[] {
  return [welcomeEmail(parts)];
}
