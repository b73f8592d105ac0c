import { Form } from "@remix-run/react";
import { Button } from "../../ui/button.tsx";

export function SignInForm({ email, returnTo, problem, notice }: SignInFormProps) {
  return (
    <>
      <h1 className="text-title mt-8 font-semibold">Sign in</h1>
      <p className="text-muted mt-1">We'll email you a sign-in link. No password needed.</p>
      {notice && (
        <p
          role={notice.isError ? "alert" : "status"}
          className={`mt-4 rounded-sm border px-3 py-2 ${notice.isError ? "border-bad/40 bg-bad-soft text-bad" : "border-border bg-panel"}`}
        >
          {notice.message}
        </p>
      )}
      {/* Shows the server's own error page, if it rejects the name under which it was opened. */}
      <Form method="post" reloadDocument className="mt-6 grid gap-2">
        <input type="hidden" name="returnTo" value={returnTo} />
        <label htmlFor="email" className="font-medium">
          Email
        </label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="email"
          required
          defaultValue={email}
          placeholder="you@example.org"
          aria-invalid={problem !== null}
          aria-describedby={problem ? "problem" : undefined}
          className="control text-lead h-10 px-3"
        />
        {problem && (
          <p id="problem" role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <Button type="submit" variant="solid" className="mt-2 h-10">
          Send link
        </Button>
      </Form>
    </>
  );
}

interface SignInFormProps {
  email: string;
  returnTo: string;
  /** The error about the entered email. */
  problem: string | null;
  /** The outcome of a previous step: a link that did not work, or a sign-out. */
  notice: { message: string; isError: boolean } | null;
}
