import { startJobQueue } from "@admin-events/core/background";
import { startEvents } from "@admin-events/core/events";
import { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import { expect, test, vi } from "vitest";
import type { Customer } from "./tables.ts";
import { openDatabase, silentLog } from "./testing/open-database.ts";
import { registerCustomer, signIn } from "./customers.ts";
import { welcomeEmail } from "./welcome-email.ts";

test("customers are welcomed at their own address once they have confirmed it, and nobody else is", async () => {
  await using database = await openDatabase();
  const { orm, url } = database;
  const welcomed: Pick<Customer, "email" | "name">[] = [];
  const mailer = {
    sendWelcome: ({ email, name }: Customer) => Promise.resolve(void welcomed.push({ email, name })),
  };
  await using jobs = await startJobQueue({ url, logger: silentLog });
  const handlers = [welcomeEmail({ fork: () => orm.em.fork(), mailer })];
  await using runtime = await startEvents({ orm, url, catalog, logger: silentLog, jobs, handlers });
  const register = (email: string) =>
    registerCustomer(orm.em.fork(), runtime.events, silentLog, { email, name: "Ann", plan: "free" });

  await register("unconfirmed@example.com");
  const ann = await register("ann@example.com");
  await runtime.events.track("user.confirmed", { userId: "nobody" });
  await signIn(orm.em.fork(), runtime.events, ann);

  await vi.waitFor(() => expect(welcomed).toEqual([{ email: "ann@example.com", name: "Ann" }]));
});
