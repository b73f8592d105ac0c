import { Link } from "../navigation.tsx";

/** Says that a link was sent, and where to find it in this demo. */
export function LookInMailbox({ email }: { email: string }) {
  return (
    <section className="narrow celebration">
      <p className="stamp" aria-hidden="true">
        ✉️
      </p>
      <h1>Look in the mailbox</h1>
      <p>
        If <b>{email}</b> can have an account, a link is on its way there. It works once, for 15 minutes.
      </p>
      <div className="actions">
        <Link className="button" href="/mailbox">
          Open the demo mailbox
        </Link>
      </div>
    </section>
  );
}
