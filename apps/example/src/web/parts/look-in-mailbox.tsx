import type { ReactNode } from "react";
import { Link } from "../navigation.tsx";

/** Says what was mailed, and where to find it in this demo. */
export function LookInMailbox({ children }: { children: ReactNode }) {
  return (
    <section className="narrow celebration" role="status">
      <p className="stamp" aria-hidden="true">
        ✉️
      </p>
      <h1>Look in the mailbox</h1>
      <p>{children} It works once, for 15 minutes.</p>
      <div className="actions">
        <Link className="button" href="/mailbox">
          Open the demo mailbox
        </Link>
      </div>
    </section>
  );
}
