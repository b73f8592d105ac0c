import type { Request, RequestHandler, Response } from "express";
import express, { Router } from "express";
import type { Accounts } from "./accounts.ts";
import type { SignInLimits } from "./sign-in-limits.ts";

/**
 * `POST /api/auth/link` signs in with a sign-in link, `POST /api/auth/sign-out` signs out. better-auth's own endpoints
 * are not exposed: one signs in with a GET, and others reveal the session token to scripts.
 */
export function createAuthRoutes(accounts: Accounts, limits: SignInLimits): Router {
  const router = Router();
  const parseForm = express.urlencoded({ extended: false, limit: "4kb", parameterLimit: 10 });

  router.post("/link", limitAttempts(limits), parseForm, async (request, response, next) => {
    try {
      const { token, returnTo } = readForm(request);
      const { cookies, location } = await accounts.signInWithToken(token, returnTo);
      setCookies(response, cookies);
      response.redirect(303, location);
    } catch (error) {
      next(error);
    }
  });

  router.post("/sign-out", limitAttempts(limits), async (request, response, next) => {
    try {
      const result = await accounts.signOut(request.headers);
      setCookies(response, result.headers.getSetCookie());
      response.json({ success: result.ok });
    } catch (error) {
      next(error);
    }
  });

  return router;
}

function limitAttempts(limits: SignInLimits): RequestHandler {
  return (request, _response, next) => {
    limits.countAttempt(request.ip ?? "").then(() => next(), next);
  };
}

function readForm({ body }: Request): { token: string; returnTo: string } {
  const { token, returnTo } = (body ?? {}) as Record<string, unknown>;

  return {
    token: typeof token === "string" ? token : "",
    returnTo: typeof returnTo === "string" ? returnTo : "/",
  };
}

function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append("Set-Cookie", cookie);
}
