import { signUserId } from "@admin-events/client/node";
import type { User } from "@admin-events/db";
import { Router } from "express";
import { z } from "zod";
import { magicLinkMail } from "../mail/magic-link-mail.ts";
import { accountOf } from "../users/account-of.ts";
import { changePlan } from "../users/change-plan.ts";
import { findCustomer } from "../users/find-customer.ts";
import { magicToken, readMagicToken } from "../users/magic-link.ts";
import { EmailTaken, registerUser } from "../users/register-user.ts";
import { noSessionCookie, sessionCookie } from "../users/session-cookie.ts";
import { signInByMagicLink } from "../users/sign-in-by-magic-link.ts";
import { planSchema } from "../users/traits.ts";
import { answer, bodyOf, Refusal } from "./refusal.ts";
import type { ShopContext } from "./shop-context.ts";
import { findSignedInUser, signedInUser } from "./signed-in-user.ts";

const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .pipe(z.email({ error: "That does not look like an e-mail address." }));

const registration = z.object({
  email,
  name: z
    .string()
    .trim()
    .min(1, { error: "Please tell us your name." })
    .max(100, { error: "That name is too long for us." }),
  plan: planSchema,
  source: z.string().trim().max(100).optional(),
});

const deadLink =
  "This link no longer works: it was used already or is older than 15 minutes. Ask for a new one.";

/** Registering, signing in and out, and the account. */
export function accountRoutes(shop: ShopContext): Router {
  const isSecure = shop.origin.startsWith("https:");

  async function sendMagicLink(user: User): Promise<void> {
    const link = `${shop.origin}/sign-in?token=${magicToken(shop.secret, user)}`;
    const { email, name, confirmedAt } = user;
    if (!email) return;

    const recipient = { email, name: name ?? "there", isConfirmed: confirmedAt !== null };
    await shop.sendMail(magicLinkMail(recipient, link));
  }

  return Router()
    .get(
      "/me",
      answer(async (request) => {
        const user = await findSignedInUser(shop.fork(), shop.secret, request);

        return {
          analytics: shop.browserAnalytics,
          user: user && accountOf(user),
          signature: user && shop.signingSecret ? signUserId(shop.signingSecret, user.externalId) : null,
          orders: user ? shop.orders.ofUser(user.externalId).reverse() : [],
        };
      }),
    )
    .post(
      "/register",
      answer(async (request) => {
        const details = bodyOf(request, registration);
        const em = shop.fork();
        try {
          await sendMagicLink(await registerUser(em, shop.events, details));
        } catch (error) {
          if (!(error instanceof EmailTaken)) throw error;
          // The answer must not tell who has an account; the mail tells its owner.
          const owner = await findCustomer(em, details.email);
          if (owner) await sendMagicLink(owner);
        }
      }),
    )
    .post(
      "/sign-in-link",
      answer(async (request) => {
        const { email: address } = bodyOf(request, z.object({ email }));
        const user = await findCustomer(shop.fork(), address);
        if (user) await sendMagicLink(user);
      }),
    )
    .post(
      "/sign-in",
      answer(async (request, response) => {
        const { token } = bodyOf(request, z.object({ token: z.string().max(500) }));
        const link = readMagicToken(shop.secret, token);
        const user = link && (await signInByMagicLink(shop.fork(), shop.events, link));
        if (!user) throw new Refusal(410, deadLink);

        response.set("set-cookie", sessionCookie(shop.secret, user.externalId, isSecure));
        return accountOf(user);
      }),
    )
    .post(
      "/sign-out",
      answer((_request, response) => void response.set("set-cookie", noSessionCookie(isSecure))),
    )
    .post(
      "/plan",
      answer(async (request) => {
        const em = shop.fork();
        const user = await signedInUser(em, shop.secret, request);
        const { plan: to } = bodyOf(request, z.object({ plan: planSchema }));

        const from = await changePlan(em, user, to);
        if (from) shop.analytics?.track("plan.changed", { from, to });
        return accountOf(user);
      }),
    )
    .post(
      "/support",
      answer(async (request) => {
        await signedInUser(shop.fork(), shop.secret, request);
        const { topic } = bodyOf(request, z.object({ topic: z.string().trim().min(1).max(60) }));

        shop.analytics?.track("support.ticket_opened", { topic });
      }),
    );
}
