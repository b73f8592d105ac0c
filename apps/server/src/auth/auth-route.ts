import type { Request, RequestHandler, Response } from "express";
import express, { Router } from "express";
import type { Accounts } from "./accounts.ts";
import type { SignInLimits } from "./sign-in-limits.ts";

/**
 * `POST /api/auth/link` follows a sign-in link, `POST /api/auth/sign-out` ends a sign-in. Better-auth's own endpoints
 * stay closed: one signs in with a mere GET, and others would tell scripts the session's token.
 */
export function authDoor(accounts: Accounts, limits: SignInLimits): Router {
  const router = Router();
  const readForm = express.urlencoded({ extended: false, limit: "4kb", parameterLimit: 10 });

  router.post("/link", countVisit(limits), readForm, async (request, response, next) => {
    try {
      const { token, returnTo } = formOf(request);
      const { cookies, location } = await accounts.followLink(token, returnTo);
      setCookies(response, cookies);
      response.redirect(303, location);
    } catch (error) {
      next(error);
    }
  });

  router.post("/sign-out", countVisit(limits), async (request, response, next) => {
    try {
      const answer = await accounts.signOut(request.headers);
      setCookies(response, answer.headers.getSetCookie());
      response.json({ success: answer.ok });
    } catch (error) {
      next(error);
    }
  });

  return router;
}

function countVisit(limits: SignInLimits): RequestHandler {
  return (request, _response, next) => {
    limits.countVisit(request.ip ?? "").then(() => next(), next);
  };
}

function formOf({ body }: Request): { token: string; returnTo: string } {
  const { token, returnTo } = (body ?? {}) as Record<string, unknown>;

  return {
    token: typeof token === "string" ? token : "",
    returnTo: typeof returnTo === "string" ? returnTo : "/",
  };
}

function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append("Set-Cookie", cookie);
}
