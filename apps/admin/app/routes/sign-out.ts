import type { ActionFunctionArgs } from "@remix-run/node";
import { redirect } from "@remix-run/node";

export function loader() {
  return redirect("/");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { headers } = await context.signOut(request);
  const responseHeaders = new Headers();
  for (const cookie of headers.getSetCookie()) responseHeaders.append("Set-Cookie", cookie);
  return redirect("/sign-in?signedOut", { headers: responseHeaders });
}
