import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { throwResponse } from "../session/throw-response.ts";
import { safeReturnTo } from "../session/return-to.ts";
import { isEmailLike, getSignInError, getSendError } from "../session/sign-in/sign-in-errors.ts";
import { Brand } from "../shell/brand.tsx";
import { CheckInbox } from "../session/sign-in/check-inbox.tsx";
import { NoEmail } from "../session/sign-in/no-email.tsx";
import { SignInForm } from "../session/sign-in/sign-in-form.tsx";
import { pageTitle } from "../shell/page-title.ts";

export const meta: MetaFunction = () => pageTitle("Sign in");

export function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const returnTo = safeReturnTo(searchParams.get("returnTo"));
  if (context.session.user && context.session.role === "admin") throwResponse(redirect(returnTo));
  const { canSendMail, otherName } = context.signIn;
  const error = otherName ?? getSignInError(searchParams.get("error"));
  const signedOut = searchParams.has("signedOut") ? "You're signed out." : null;
  const message = error ?? signedOut;
  // Under another name no link would help.
  const showsForm = canSendMail || otherName !== null;
  return { returnTo, showsForm, notice: message === null ? null : { message, isError: error !== null } };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const email = getText(form, "email").trim();
  const returnTo = safeReturnTo(getText(form, "returnTo"));
  if (!isEmailLike(email)) {
    return data({ sentTo: null, email, problem: "Enter a full email address, like ann@example.org." }, 400);
  }
  if (!context.signIn.canSendMail) return data({ sentTo: null, email, problem: null }, 503);
  try {
    await context.signIn.sendMagicLink(email, returnTo);
    return { sentTo: email, email, problem: null };
  } catch (error) {
    const { message, status } = getSendError(error);
    return data({ sentTo: null, email, problem: message }, status);
  }
}

function getText(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value : "";
}

export default function SignInPage() {
  const { returnTo, showsForm, notice } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center px-6 py-16">
      <Brand />
      {result?.sentTo ? (
        <CheckInbox email={result.sentTo} />
      ) : !showsForm ? (
        <NoEmail />
      ) : (
        <SignInForm
          returnTo={returnTo}
          email={result?.email ?? ""}
          problem={result?.problem ?? null}
          notice={result ? null : notice}
        />
      )}
    </main>
  );
}
