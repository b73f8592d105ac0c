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
import type { Origins } from "../http/origins.ts";
import { getRequestId } from "../http/request-id.ts";
import { getNonce } from "../http/security-headers.ts";
import { formatOtherName, getRequestedHost } from "../http/use-own-host.ts";
import type { Log } from "../log.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";

/** Creates the context of the panel's loaders and actions, per request. */
export type LoadContext = (request: Request, response: Response) => Promise<AppLoadContext>;

export interface LoadContextDeps {
  context: ContextDeps;
  limits: SignInLimits;
  adminEmail?: string;
  origins: Origins;
  /** Whether ORIGIN is set. Then a proxy may send any Host. */
  hasOrigin: boolean;
  log: Log;
}

export function createLoadContext({
  context,
  limits,
  adminEmail,
  origins,
  hasOrigin,
  log,
}: LoadContextDeps): LoadContext {
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
        otherName: hasOrigin ? null : findOtherName(origins, getRequestedHost(response)),
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
      basePath: origins.basePath,
      nonce: getNonce(response),
      timeZone,
      // Not shown to visitors who are not signed in.
      adminEmail: member ? adminEmail : undefined,
    };
  };
}

/** The message for a browser that opened the panel under another name, at which signing in would fail; otherwise null. */
export function findOtherName(origins: Origins, host: string | undefined): string | null {
  if (host === undefined) return null;

  const opened = `${new URL(origins.own).protocol}//${host}`;
  const isKnown = !URL.canParse(opened) || origins.aliases.includes(new URL(opened).origin);

  return isKnown ? null : formatOtherName(origins, new URL(opened).origin);
}
