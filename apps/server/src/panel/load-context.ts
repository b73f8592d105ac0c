// Only for what it adds to Remix's AppLoadContext.
import type {} from "@admin-events/admin/load-context";
import type { Actor } from "@admin-events/api";
import { createCaller } from "@admin-events/api";
import type { AppLoadContext } from "@remix-run/node";
import type { Request, Response } from "express";
import type { SignInLimits } from "../auth/sign-in-limits.ts";
import type { ContextParts } from "../trpc/create-context.ts";
import { getClientInfo } from "../auth/resolve-caller.ts";
import { contextFor } from "../trpc/create-context.ts";
import { requestIdOf } from "../http/request-id.ts";
import { nonceOf } from "../http/security-headers.ts";
import type { Log } from "../log.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";

/** Makes what the panel's loaders and actions get for one request. */
export type LoadContext = (request: Request, response: Response) => Promise<AppLoadContext>;

export interface LoadContextParts {
  context: ContextParts;
  limits: SignInLimits;
  adminEmail?: string;
  log: Log;
}

export function createLoadContext({ context, limits, adminEmail, log }: LoadContextParts): LoadContext {
  const { accounts, timeZone } = context;
  const onError = logInternalErrors(log);

  return async (request, response) => {
    const { member, cookies } = await accounts.visit(request.headers);
    const actor: Actor = member ? { kind: "member", ...member } : { kind: "anonymous" };
    for (const cookie of cookies) response.append("Set-Cookie", cookie);

    return {
      api: createCaller(contextFor(context, actor, requestIdOf(response), getClientInfo(request)), {
        onError,
      }),
      session: { user: member, role: member?.role ?? "none" },
      signIn: {
        async sendMagicLink(email, returnTo) {
          await limits.countRequest(email.trim().toLowerCase(), request.ip ?? "");
          accounts.requestSignInLink(email, returnTo);
        },
      },
      signOut: () => accounts.signOut(request.headers),
      nonce: nonceOf(response),
      timeZone,
      // Strangers need not know whose mailbox opens the panel.
      adminEmail: member ? adminEmail : undefined,
    };
  };
}
