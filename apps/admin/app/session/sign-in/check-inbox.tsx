import { Form, useNavigation } from "@remix-run/react";
import { Button } from "../../ui/button.tsx";

/** Shown after a sign-in link was requested. */
export function CheckInbox({ email, returnTo }: { email: string; returnTo: string }) {
  const isSending = useNavigation().state !== "idle";
  return (
    <div role="status">
      <h1 className="text-title mt-8 font-semibold">Check your inbox</h1>
      <p className="text-muted mt-2">
        If <b className="text-foreground font-semibold">{email}</b> is an admin account, we've sent it a
        sign-in link. Open it in this browser within a few minutes. If it doesn't arrive, check your spam
        folder.
      </p>
      <div className="mt-6 flex gap-2">
        <Form method="post">
          <input type="hidden" name="returnTo" value={returnTo} />
          <input type="hidden" name="email" value={email} />
          <Button type="submit" disabled={isSending}>
            {isSending ? "Sending…" : "Resend link"}
          </Button>
        </Form>
        <a
          href="/sign-in"
          className="text-muted hover:text-foreground inline-flex items-center px-2 underline underline-offset-2"
        >
          Use another email
        </a>
      </div>
    </div>
  );
}
