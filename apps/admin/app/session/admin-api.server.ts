import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import type { PanelContext } from "../load-context.ts";
import { answerEarly } from "./answer-early.ts";
import { signInPath } from "./return-to.ts";

/**
 * The API for a loader or action of a page that only admins see. Every one of them asks here, because Remix runs
 * the loaders of a page and of its layout side by side.
 *
 * @throws {Response} a redirect to the sign-in page for a signed-out visitor, 403 for one who is no admin.
 */
export function adminApi({
  context,
  request,
}: Pick<LoaderFunctionArgs, "context" | "request">): PanelContext["api"] {
  const { user, role } = context.session;
  if (!user) answerEarly(redirect(signInPath(request)));
  if (role !== "admin") answerEarly(new Response(null, { status: 403, statusText: "Not an admin" }));
  return context.api;
}
