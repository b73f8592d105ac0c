import type { Request, Response } from "express";
import { Router } from "express";
import type { ReadBody } from "../http/create-body-reader.ts";
import type { Accounts } from "./accounts.ts";

const FORM_LIMIT = { maxBytes: 8 * 1024, advice: "Open the link from the email again." };

/**
 * `POST /api/auth/link` signs in with a sign-in link, `POST /api/auth/sign-out` signs out. better-auth's own endpoints
 * are not exposed: one signs in with a GET, and others reveal the session token to scripts.
 */
export function createAuthRoutes(accounts: Accounts, readBody: ReadBody): Router {
  const router = Router();

  router.post("/link", async (request, response, next) => {
    try {
      const { token, returnTo } = await readForm(request, readBody);
      const { cookies, location } = await accounts.signInWithToken(token, returnTo);
      setCookies(response, cookies);
      response.redirect(303, location);
    } catch (error) {
      next(error);
    }
  });

  router.post("/sign-out", async (request, response, next) => {
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

async function readForm(request: Request, readBody: ReadBody): Promise<{ token: string; returnTo: string }> {
  const form = new URLSearchParams((await readBody(request, FORM_LIMIT)).toString());

  return { token: form.get("token") ?? "", returnTo: form.get("returnTo") ?? "/" };
}

function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append("Set-Cookie", cookie);
}
