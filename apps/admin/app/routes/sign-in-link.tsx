import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useHref, useLoaderData } from "@remix-run/react";
import { throwResponse } from "../session/throw-response.ts";
import { safeReturnTo } from "../session/return-to.ts";
import { Brand } from "../shell/brand.tsx";
import { Button } from "../ui/button.tsx";
import { pageTitle } from "../shell/page-title.ts";

export const meta: MetaFunction = () => pageTitle("Sign in");

/** The page contains a token. */
export const headers: HeadersFunction = () => ({ "Cache-Control": "no-store" });

export function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const returnTo = safeReturnTo(searchParams.get("returnTo"));
  if (context.session.user && context.session.role === "admin") throwResponse(redirect(returnTo));
  return data({ token: searchParams.get("token") ?? "", returnTo });
}

/**
 * The target of an emailed link. Only the button redeems the token, because mail scanners open every link and some run
 * the page's scripts.
 */
export default function SignInLinkPage() {
  const { token, returnTo } = useLoaderData<typeof loader>();
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center px-6 py-16">
      <Brand />
      <h1 className="text-title mt-8 font-semibold">Confirm sign-in</h1>
      <p className="text-muted mt-1">This link works once. Continue in the browser you want to use.</p>
      <form method="post" action={useHref("/api/auth/link")} className="mt-6 grid">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="returnTo" value={returnTo} />
        <Button type="submit" variant="solid" className="h-10" autoFocus>
          Sign in
        </Button>
      </form>
    </main>
  );
}
