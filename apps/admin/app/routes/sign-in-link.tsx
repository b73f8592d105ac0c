import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { answerEarly } from "../session/answer-early.ts";
import { safeReturnTo } from "../session/return-to.ts";
import { Brand } from "../shell/brand.tsx";
import { Button } from "../ui/button.tsx";

export const meta: MetaFunction = () => [{ title: "Sign in · Admin Events" }];

/** No cache may keep a page that holds a token. */
export const headers: HeadersFunction = () => ({ "Cache-Control": "no-store" });

export function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const returnTo = safeReturnTo(searchParams.get("returnTo"));
  if (context.session.user && context.session.role === "admin") answerEarly(redirect(returnTo));
  return data({ token: searchParams.get("token") ?? "", returnTo });
}

/**
 * Where a mailed link leads. Only the button uses the link up: programs that look at mails open every address in them,
 * and some run the page's scripts too.
 */
export default function SignInLinkPage() {
  const { token, returnTo } = useLoaderData<typeof loader>();
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center px-6 py-16">
      <Brand />
      <h1 className="text-title mt-8 font-semibold">One step left</h1>
      <p className="text-soft mt-1">The link works once. Use it in the browser you want to work in.</p>
      <form method="post" action="/api/auth/link" className="mt-6 grid">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="returnTo" value={returnTo} />
        <Button type="submit" look="solid" className="h-10" autoFocus>
          Sign in
        </Button>
      </form>
    </main>
  );
}
