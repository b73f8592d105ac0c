import { events } from "@admin-events/catalog";
import { handlersFor } from "@admin-events/core/events";
import type { HandlerDeps } from "./index.ts";

const on = handlersFor(events);

/** Welcomes everybody who signs up and whose address is known. Sent again, it carries the same message id. */
export const welcomeEmail = ({ mailer }: HandlerDeps) =>
  on(
    "user.signed_up",
    async ({ id, user }) => {
      if (!user?.email) return;

      await mailer.send({
        id: `welcome-${id}`,
        to: user.email,
        subject: "Welcome!",
        text: [
          `Hello${user.name ? ` ${user.name}` : ""},`,
          "your account is ready. We are glad that you are here.",
          "If you have a question, just answer this mail.",
        ].join("\n\n"),
      });
    },
    { name: "welcome-email", durable: true },
  );
