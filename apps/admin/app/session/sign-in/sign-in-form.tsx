import { Form, useNavigation } from "@remix-run/react";
import { Button } from "../../ui/button.tsx";

/** Asks for an address to send the link to. */
export function SignInForm({ email, returnTo, problem, notice }: SignInFormProps) {
  const isSending = useNavigation().state !== "idle";
  return (
    <>
      <h1 className="text-title mt-8 font-semibold">Sign in</h1>
      <p className="text-soft mt-1">We send you a link that signs you in. No password.</p>
      {notice && (
        <p role={notice.isProblem ? "alert" : "status"} className={noticeLook(notice)}>
          {notice.sentence}
        </p>
      )}
      <Form method="post" className="mt-6 grid gap-2">
        <input type="hidden" name="returnTo" value={returnTo} />
        <label htmlFor="email" className="font-medium">
          E-mail
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
          className="border-line-strong bg-raised placeholder:text-faint text-lead h-10 rounded-sm border px-3"
        />
        {problem && (
          <p id="problem" role="alert" className="text-bad">
            {problem}
          </p>
        )}
        <Button type="submit" look="solid" className="mt-2 h-10" disabled={isSending}>
          {isSending ? "Sending…" : "Send the link"}
        </Button>
      </Form>
    </>
  );
}

interface SignInFormProps {
  email: string;
  returnTo: string;
  /** What is wrong with the address. */
  problem: string | null;
  notice: SignInNotice | null;
}

/** What happened before: a link that did not work, or a sign-out. */
interface SignInNotice {
  sentence: string;
  isProblem: boolean;
}

function noticeLook({ isProblem }: SignInNotice): string {
  return `mt-4 rounded-sm border px-3 py-2 ${isProblem ? "border-bad/40 bg-bad-soft text-bad" : "border-line bg-panel"}`;
}
