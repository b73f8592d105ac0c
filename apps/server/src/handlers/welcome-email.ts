import { events } from "@admin-events/catalog";
import { handlersFor } from "@admin-events/core/events";
import type { HandlerDeps } from "./index.ts";

const on = handlersFor(events);
const NAME = "welcome-email";

/** Welcomes everybody who signs up, once, if a server has stated their address. Sent again, it carries the same message id. */
export const welcomeEmail = ({ mailPerson }: HandlerDeps) =>
  on(
    "user.signed_up",
    async (event) =>
      mailPerson(NAME, event, {
        subject: "Welcome!",
        text: (name) =>
          [
            `Hello${name ? ` ${name}` : ""},`,
            "your account is ready. We are glad that you are here.",
            "If you have a question, just answer this mail.",
          ].join("\n\n"),
      }),
    { name: NAME, durable: true },
  );
