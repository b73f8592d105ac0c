import { Form, useNavigation } from "@remix-run/react";
import { Button } from "../../ui/button.tsx";

/** After the link was sent: where to look, and what to do when nothing comes. */
export function CheckInbox({ email, returnTo }: { email: string; returnTo: string }) {
  const isSending = useNavigation().state !== "idle";
  return (
    <div role="status">
      <h1 className="text-title mt-8 font-semibold">Check your inbox</h1>
      <p className="text-soft mt-2">
        If <b className="text-ink font-semibold">{email}</b> is an admin’s address, a link is on its way. Open
        it in this browser within a few minutes. Nothing there? Look into the spam folder.
      </p>
      <div className="mt-6 flex gap-2">
        <Form method="post">
          <input type="hidden" name="returnTo" value={returnTo} />
          <input type="hidden" name="email" value={email} />
          <Button type="submit" disabled={isSending}>
            {isSending ? "Sending…" : "Send it again"}
          </Button>
        </Form>
        <a
          href="/sign-in"
          className="text-soft hover:text-ink inline-flex items-center px-2 underline underline-offset-2"
        >
          Use another address
        </a>
      </div>
    </div>
  );
}
