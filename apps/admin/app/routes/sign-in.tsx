import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerEarly } from "../session/answer-early.ts";
import { safeReturnTo } from "../session/return-to.ts";
import { looksLikeEmail, signInProblem, sendProblem } from "../session/sign-in/sign-in-words.ts";
import { Brand } from "../shell/brand.tsx";
import { CheckInbox } from "../session/sign-in/check-inbox.tsx";
import { SignInForm } from "../session/sign-in/sign-in-form.tsx";

export const meta: MetaFunction = () => [{ title: "Sign in · Admin Events" }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const returnTo = safeReturnTo(searchParams.get("returnTo"));
  if (context.session.user && context.session.role === "admin") answerEarly(redirect(returnTo));
  const problem = signInProblem(searchParams.get("error"));
  const signedOut = searchParams.has("signedOut") ? "You are signed out." : null;
  const sentence = problem ?? signedOut;
  return { returnTo, notice: sentence === null ? null : { sentence, isProblem: problem !== null } };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const email = textIn(form, "email").trim();
  const returnTo = safeReturnTo(textIn(form, "returnTo"));
  if (!looksLikeEmail(email)) {
    return data(
      { sentTo: null, email, problem: "Write your whole e-mail address, like ann@example.org." },
      400,
    );
  }
  try {
    await context.signIn.sendMagicLink(email, returnTo);
    return { sentTo: email, email, problem: null };
  } catch (error) {
    const { message, status } = sendProblem(error);
    return data({ sentTo: null, email, problem: message }, status);
  }
}

function textIn(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value : "";
}

export default function SignInPage() {
  const { returnTo, notice } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center px-6 py-16">
      <Brand />
      {answer?.sentTo ? (
        <CheckInbox email={answer.sentTo} returnTo={returnTo} />
      ) : (
        <SignInForm
          returnTo={returnTo}
          email={answer?.email ?? ""}
          problem={answer?.problem ?? null}
          notice={answer ? null : notice}
        />
      )}
    </main>
  );
}
