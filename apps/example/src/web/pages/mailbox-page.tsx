import { useEffect, useState } from "react";
import type { Mail } from "../../mail/mailbox.ts";
import { fetchMail } from "../api.ts";
import { Link, useAddress } from "../navigation.tsx";
import { MailContent } from "../parts/mail-content.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { useMailbox } from "../use-mailbox.ts";
import { useTitle } from "../use-title.ts";

/** Every mail the demo has sent, to whomever; one of them open. */
export function MailboxPage() {
  const openId = useAddress().pathname.split("/")[2] ?? null;
  const { mails, now, problem } = useMailbox();
  useTitle("Mailbox");

  return (
    <section className="mailbox" data-open={openId !== null}>
      <header>
        <h1>Mailbox</h1>
        <p>Where the demo’s mails arrive, whoever they are for.</p>
      </header>
      <nav aria-label="Mails">
        {problem && <p className="problem">{problem}</p>}
        {mails?.length === 0 && <p className="empty">No mail yet. Register, and one will come.</p>}
        <ul>
          {mails?.map(({ id, from, to, subject, arrivedAt }) => (
            <li key={id}>
              <Link href={`/mailbox/${id}`} aria-current={id === openId ? "true" : undefined}>
                <span className="mail-from">{from}</span>
                <TimeAgo time={arrivedAt} now={now} />
                <span className="mail-subject">{subject}</span>
                <span className="mail-to">to {to}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {openId ? (
        <OpenMail key={openId} id={openId} now={now} />
      ) : (
        <p className="mail-none">Choose a mail to read it.</p>
      )}
    </section>
  );
}

function OpenMail({ id, now }: { id: string; now: number }) {
  const [mail, setMail] = useState<Mail | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    fetchMail(id).then(setMail, (error: Error) => setProblem(error.message));
  }, [id]);

  return (
    <article className="mail">
      <Link className="back" href="/mailbox">
        All mail
      </Link>
      {problem && <p className="problem">{problem}</p>}
      {mail && (
        <>
          <h2>{mail.subject}</h2>
          <p className="mail-meta">
            {mail.from} to {mail.to}, <TimeAgo time={mail.arrivedAt} now={now} />
          </p>
          <MailContent mail={mail} />
        </>
      )}
    </article>
  );
}
