import type { shopEvents as catalog } from "@admin-events/catalog/shop-events";
import type { NodeAnalytics } from "@admin-events/client/node";
import { signUserId } from "@admin-events/client/node";
import { actingAs } from "@admin-events/core/activity";
import type { Events } from "@admin-events/core/events";
import type { MikroORM } from "@admin-events/db";
import type { Express, Request, RequestHandler } from "express";
import express from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { z } from "zod";
import { registerCustomer, signIn } from "./customers.ts";
import { handleErrors, HttpError, rejectOtherSites, route } from "./http.ts";
import type { ShopMailer } from "./mailer.ts";
import { placeOrder } from "./orders.ts";
import { findProduct } from "./products.ts";
import { createToken, readToken } from "./signed-tokens.ts";
import { Customer, Order } from "./tables.ts";

export interface ShopDeps {
  orm: MikroORM;
  /** Tracks in the shop's own database. */
  events: Pick<Events<typeof catalog>, "track">;
  /** Tracks over HTTP, as an app with another database would. */
  analytics?: NodeAnalytics<typeof catalog>;
  /** For the browser's own analytics client. */
  browserAnalytics: { url: string; key: string } | null;
  /** Proves to Admin Events who is signed in. */
  signingSecret?: string;
  staffEmail: string;
  sendSignInLink: ShopMailer["sendSignInLink"];
  mailboxUrl?: string;
  /** Signs cookies and links. */
  secret: string;
  origin: string;
  /** Vite needs inline scripts and a WebSocket, so the pages then have no Content-Security-Policy. */
  isDevelopment?: boolean;
  log: Logger;
}

const SESSION_COOKIE = "crumb_session";
const SESSION_MS = 30 * 24 * 3_600_000;

const email = z.string().trim().toLowerCase().max(200).pipe(z.email("Enter a valid email address."));
const plan = z.enum(["free", "club"]);
const registrationInput = z.object({
  email,
  name: z.string().trim().min(1, "Enter your name.").max(100, "Enter a shorter name."),
  plan,
  source: z.string().trim().max(100).optional(),
});
const orderInput = z.object({ sku: z.string(), quantity: z.int().min(1).max(20) });

/** The shop's API, under `/api`. */
export function createApp(deps: ShopDeps): Express {
  const { orm, events, analytics, secret, origin } = deps;
  const isHttps = origin.startsWith("https:");
  const api = express.Router().use(rejectOtherSites(origin), express.json({ limit: "20kb" }));
  const cookieOptions = { httpOnly: true, sameSite: "lax", secure: isHttps } as const;

  function getCustomerId(request: Request): string | null {
    const cookie = new RegExp(`${SESSION_COOKIE}=([^;]+)`).exec(request.get("cookie") ?? "");
    return cookie?.[1] ? readToken(secret, "session", cookie[1]) : null;
  }

  async function getCustomer(request: Request): Promise<Customer> {
    const id = getCustomerId(request);
    const customer = id && (await orm.em.fork().findOne(Customer, id));
    if (!customer) throw new HttpError(401, "Sign in first.");
    return customer;
  }

  async function sendSignInLink(customer: Customer): Promise<void> {
    const token = createToken(secret, "link", `${customer.id}:${customer.signIns}`);
    await deps.sendSignInLink(customer, `${origin}/sign-in?token=${token}`);
  }

  api.get(
    "/me",
    route(async (request) => {
      const em = orm.em.fork();
      const id = getCustomerId(request) ?? "";
      const customer = await em.findOne(Customer, id);

      return {
        customer,
        signature: customer && deps.signingSecret ? signUserId(deps.signingSecret, id) : null,
        orders: await em.find(Order, { customerId: id }, { orderBy: { placedAt: "desc" } }),
        analytics: deps.browserAnalytics,
        mailboxUrl: deps.mailboxUrl ?? null,
      };
    }),
  );

  // The response is the same whether or not the address is registered, so that it does not reveal who has an account.
  api.post(
    "/register",
    route(async (request) => {
      const registration = registrationInput.parse(request.body);
      await sendSignInLink(await registerCustomer(orm.em.fork(), events, deps.log, registration));
    }),
  );
  api.post(
    "/sign-in-link",
    route(async (request) => {
      const customer = await orm.em.fork().findOne(Customer, z.object({ email }).parse(request.body));
      if (customer) await sendSignInLink(customer);
    }),
  );
  api.post(
    "/sign-in",
    route(async (request, response) => {
      const { token } = z.object({ token: z.string() }).parse(request.body);
      const [id, signIns] = readToken(secret, "link", token)?.split(":") ?? [];
      const customer = id && (await signIn(orm.em.fork(), events, { id, signIns: Number(signIns) }));
      if (!customer)
        throw new HttpError(410, "This link was already used or has expired. Request a new one.");

      const session = createToken(secret, "session", customer.id);
      response.cookie(SESSION_COOKIE, session, { ...cookieOptions, maxAge: SESSION_MS });
      return customer;
    }),
  );
  api.post("/sign-out", (_request, response) => {
    response.clearCookie(SESSION_COOKIE, cookieOptions).json({});
  });

  api.post(
    "/orders",
    route(async (request) => {
      const customer = await getCustomer(request);
      const { sku, quantity } = orderInput.parse(request.body);
      const product = findProduct(sku);
      if (!product) throw new HttpError(404, "We do not sell this product.");

      return placeOrder(orm.em.fork(), events, customer, { product, quantity });
    }),
  );

  // Every change below `/staff` is logged as done by this staff member.
  api.use("/staff", (request, _response, next) => {
    getCustomer(request)
      .then((customer) => {
        if (customer.email !== deps.staffEmail) throw new HttpError(403, "Only staff can see this page.");
        actingAs({ userId: customer.id, role: "admin" }, next);
      })
      .catch(next);
  });
  api.get(
    "/staff/customers",
    route(() => orm.em.fork().find(Customer, {}, { orderBy: { createdAt: "desc" }, limit: 50 })),
  );
  api.post(
    "/staff/customers/:id/plan",
    route(async (request) => {
      const { plan: to } = z.object({ plan }).parse(request.body);
      const em = orm.em.fork();
      const customer = await em.findOne(Customer, String(request.params.id));
      if (!customer) throw new HttpError(404, "This customer does not exist.");

      const from = customer.plan;
      customer.plan = to;
      await em.flush();

      if (from !== to) analytics?.track("plan.changed", { from, to }, { userId: customer.id });
      return customer;
    }),
  );
  api.use((_request, _response, next) => next(new HttpError(404, "Not found.")));
  api.use(handleErrors(deps.log));

  const app = express().disable("x-powered-by").use(setSecurityHeaders(deps, isHttps));
  // Records every API request for the usage page: route, status, duration and customer.
  if (analytics) app.use(analytics.requests.express({ only: ["/api"], getUserId: getCustomerId }));
  app.use("/api", api);
  app.get("/healthz", (_request, response) => void response.type("text").send("ok"));

  return app;
}

function setSecurityHeaders({ browserAnalytics, isDevelopment }: ShopDeps, isHttps: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: !isDevelopment && {
      directives: {
        // The browser's analytics client sends events to another origin.
        connectSrc: ["'self'", ...(browserAnalytics ? [new URL(browserAnalytics.url).origin] : [])],
        upgradeInsecureRequests: isHttps ? [] : null,
      },
    },
    // The default, no-referrer, hides the origin that the analytics server checks.
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
    strictTransportSecurity: isHttps,
  });
}
