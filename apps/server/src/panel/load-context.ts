// For its declaration of AppLoadContext.
import type {} from "@admin-events/admin/load-context";
import type { Actor } from "@admin-events/api";
import { createCaller } from "@admin-events/api";
import type { AppLoadContext } from "@remix-run/node";
import type { Request, Response } from "express";
import type { SignInLimits } from "../auth/sign-in-limits.ts";
import type { ContextDeps } from "../trpc/create-context.ts";
import { getClientInfo } from "../auth/resolve-caller.ts";
import { createContext } from "../trpc/create-context.ts";
import { getRequestId } from "../http/request-id.ts";
import { getNonce } from "../http/security-headers.ts";
import type { Log } from "../log.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";

/** Creates the context of the panel's loaders and actions, per request. */
export type LoadContext = (request: Request, response: Response) => Promise<AppLoadContext>;

export interface LoadContextDeps {
  context: ContextDeps;
  limits: SignInLimits;
  adminEmail?: string;
  log: Log;
}

export function createLoadContext({ context, limits, adminEmail, log }: LoadContextDeps): LoadContext {
  const { accounts, timeZone } = context;
  const onError = logInternalErrors(log);

  return async (request, response) => {
    const { member, cookies } = await accounts.extendSession(request.headers);
    const actor: Actor = member ? { kind: "member", ...member } : { kind: "anonymous" };
    for (const cookie of cookies) response.append("Set-Cookie", cookie);

    return {
      api: createCaller(createContext(context, actor, getRequestId(response), getClientInfo(request)), {
        onError,
      }),
      session: { user: member, role: member?.role ?? "none" },
      signIn: {
        canSendMail: accounts.canEmailLinks,
        async sendMagicLink(email, returnTo) {
          await limits.countLinkRequest(email.trim().toLowerCase(), request.ip ?? "");
          accounts.requestSignInLink(email, returnTo);
        },
      },
      signOut: () => accounts.signOut(request.headers),
      reportError(error) {
        // Thrown responses, such as 404 for an unknown person, are not errors of the server.
        if (error instanceof Error) log.error({ error, requestId: getRequestId(response) }, "Page failed");
      },
      nonce: getNonce(response),
      timeZone,
      // Not shown to visitors who are not signed in.
      adminEmail: member ? adminEmail : undefined,
    };
  };
}
