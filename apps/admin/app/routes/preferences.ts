import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";
import { cookieFromPreferences, preferencesFromCookie, withChanges } from "../session/preferences.ts";

export function loader() {
  return redirect("/");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const saved = preferencesFromCookie(request.headers.get("Cookie"));
  const changed = withChanges(saved, await request.formData());
  const cookie = cookieFromPreferences(changed, context.basePath);
  return new Response(null, { status: 204, headers: { "Set-Cookie": cookie } });
}
