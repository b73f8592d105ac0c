import type { FormEvent } from "react";
import { useCallback, useEffect, useState } from "react";
import type { Account } from "../api.ts";
import { requestSignInLink, signIn } from "../api.ts";
import { Link, navigate, useAddress } from "../navigation.tsx";
import { Field } from "../parts/field.tsx";
import { LookInMailbox } from "../parts/look-in-mailbox.tsx";
import { Problem } from "../parts/problem.tsx";
import { useShop } from "../shop-provider.tsx";
import { textIn } from "../text-in.ts";
import { useAction } from "../use-action.ts";
import { useTitle } from "../use-title.ts";

/** Where a link from a mail leads, and where one asks for it. */
export function SignInPage() {
  const token = useAddress().searchParams.get("token");
  useTitle("Sign in");

  return token ? <SignInByLink token={token} /> : <AskForLink />;
}

const attempts = new Map<string, Promise<Account>>();

/** Uses a link once, however often the page is drawn. */
function signInOnce(token: string): Promise<Account> {
  const attempt = attempts.get(token) ?? signIn(token);
  attempts.set(token, attempt);

  return attempt;
}

function SignInByLink({ token }: { token: string }) {
  const { cart, refresh } = useShop();
  const [problem, setProblem] = useState<string | null>(null);
  const next = cart.items > 0 ? "/checkout" : "/account";

  useEffect(() => {
    let isHere = true;
    signInOnce(token)
      .then(refresh)
      .then(() => isHere && navigate(next, { replace: true }))
      .catch((error: Error) => isHere && setProblem(error.message));

    return () => {
      isHere = false;
    };
  }, [token, refresh, next]);

  if (problem) return <AskForLink problem={problem} />;
  return (
    <section className="narrow" role="status">
      <h1>One moment …</h1>
    </section>
  );
}

function AskForLink({ problem = null }: { problem?: string | null }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const request = useAction(
    useCallback(async (email: string) => {
      await requestSignInLink(email);
      setSentTo(email);
    }, []),
  );

  if (sentTo) {
    return (
      <LookInMailbox>
        If there is an account for <b>{sentTo}</b>, a link is on its way there.
      </LookInMailbox>
    );
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void request.run(textIn(event.currentTarget, "email"));
  };

  return (
    <section className="narrow">
      <h1>Welcome back</h1>
      <p>
        We send you a link that signs you in. New here? <Link href="/register">Create an account</Link>
      </p>
      <form onSubmit={submit}>
        <Field label="E-mail address" name="email" type="email" autoComplete="email" required />
        <Problem problem={request.problem ?? problem} />
        <button type="submit" className="button" disabled={request.isRunning}>
          Send the link
        </button>
      </form>
    </section>
  );
}
