import type { Express, Request } from "express";
import express from "express";
import { accountRoutes } from "./account-routes.ts";
import { mailboxRoutes } from "./mailbox-routes.ts";
import { orderRoutes } from "./order-routes.ts";
import { answer, answerErrors, Refusal } from "./refusal.ts";
import { staffRoutes } from "./staff-routes.ts";
import { onBehalfOfVisitor } from "./on-behalf-of-visitor.ts";
import { sameOriginOnly } from "./same-origin.ts";
import { userIdFromCookies } from "../users/session-cookie.ts";
import type { ShopContext } from "./shop-context.ts";

/** The shop's API, below `/api`. The pages are added by `front-end.ts`. */
export function createApp(shop: ShopContext): Express {
  const app = express();
  app.disable("x-powered-by");

  const api = express
    .Router()
    .use(sameOriginOnly(shop.origin), express.json({ limit: "20kb" }), onBehalfOfVisitor(shop.secret))
    .use(accountRoutes(shop), orderRoutes(shop), staffRoutes(shop), mailboxRoutes(shop.mailbox))
    .use(
      answer(() => {
        throw new Refusal(404, "There is nothing at this address.");
      }),
    )
    .use(answerErrors(shop.log));

  if (shop.analytics) {
    const { express: recording } = shop.analytics.requests;
    const getUserId = (request: Request) => userIdFromCookies(shop.secret, request.get("cookie"));
    app.use(recording({ only: ["/api"], skip: ["/api/mailbox"], getUserId }));
    app.use(shop.analytics.express((request: Request) => ({ userId: getUserId(request) })));
  }
  app.use("/api", api);
  app.get("/healthz", (_request, response) => response.type("text").send("ok"));

  return app;
}
