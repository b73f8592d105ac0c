import { useHref } from "@remix-run/react";

/** Shown after a sign-in link was requested. */
export function CheckInbox({ email }: { email: string }) {
  return (
    <div role="status">
      <h1 className="text-title mt-8 font-semibold">Check your inbox</h1>
      <p className="text-muted mt-2">
        If <b className="text-foreground font-semibold">{email}</b> is an admin account, it has a sign-in link
        now. Open it in this browser within 15 minutes. If it doesn't arrive, check your spam folder. We don't
        send another link while the last one is valid.
      </p>
      <a
        href={useHref("/sign-in")}
        className="text-muted hover:text-foreground mt-6 inline-flex items-center underline underline-offset-2"
      >
        Use another email
      </a>
    </div>
  );
}
