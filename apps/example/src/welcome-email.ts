import { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import type { Handler } from "@admin-events/core/events";
import { handlersFor } from "@admin-events/core/events";
import type { EntityManager } from "@admin-events/db";
import type { ShopMailer } from "./mailer.ts";
import { Customer } from "./tables.ts";

const on = handlersFor(catalog);

interface WelcomeDeps {
  fork: () => EntityManager;
  mailer: Pick<ShopMailer, "sendWelcome">;
}

/**
 * Welcomes customers who have confirmed their email address. It runs as a background job after the commit, and again if it fails.
 * Of the event it uses the id only: name and address come from the shop's own table.
 */
export const welcomeEmail = ({ fork, mailer }: WelcomeDeps): Handler =>
  on(
    "user.confirmed",
    async ({ user }) => {
      const customer = user && (await fork().findOne(Customer, user.id));
      if (customer) await mailer.sendWelcome(customer);
    },
    { name: "welcome-email", durable: true },
  );
