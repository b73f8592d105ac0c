import type { LoaderFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import type { PanelContext } from "../load-context.ts";
import { throwResponse } from "./throw-response.ts";
import { signInPath } from "./return-to.ts";

/**
 * The API for loaders and actions of admin pages. Each of them has to call this, because Remix runs the loaders of a page
 * and of its layout in parallel.
 *
 * @throws {Response} a redirect to the sign-in page without a session, 403 for users who are not admins.
 */
export function adminApi({
  context,
  request,
}: Pick<LoaderFunctionArgs, "context" | "request">): PanelContext["api"] {
  const { user, role } = context.session;
  if (!user) throwResponse(redirect(signInPath(request, context.basePath)));
  if (role !== "admin") throwResponse(new Response(null, { status: 403, statusText: "Not an admin" }));
  return context.api;
}
