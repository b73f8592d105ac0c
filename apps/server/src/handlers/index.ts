import type { Handler } from "@admin-events/core/events";
import type { Mailer } from "../mail/mailer.ts";
import { welcomeEmail } from "./welcome-email.ts";

/** What handlers work with. */
export interface HandlerDeps {
  mailer: Mailer;
}

/** What this deployment does when an event happens. */
export function handlers(parts: HandlerDeps): Handler[] {
  return [welcomeEmail(parts)];
}
