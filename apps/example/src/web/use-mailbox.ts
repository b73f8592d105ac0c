import { useEffect, useState } from "react";
import type { MailSummary } from "../mail/mailbox.ts";
import { fetchMailbox } from "./api.ts";

const refreshMs = 2_500;

export interface SeenMailbox {
  /** Newest first; null until the first look. */
  mails: MailSummary[] | null;
  /** When it was last looked at, in milliseconds. */
  now: number;
  /** Why the last look failed; null when it did not. */
  problem: string | null;
}

/** The demo's mailbox, looked at again every few seconds while the page is visible. */
export function useMailbox(): SeenMailbox {
  const [mails, setMails] = useState<MailSummary[] | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isHere = true;

    const look = async () => {
      try {
        const found = await fetchMailbox();
        if (!isHere) return;
        setMails(found);
        setNow(Date.now());
        setProblem(null);
      } catch (error) {
        if (isHere) setProblem((error as Error).message);
      }
    };
    const lookIfVisible = () => {
      if (document.visibilityState === "visible") void look();
    };

    void look();
    const timer = setInterval(lookIfVisible, refreshMs);
    document.addEventListener("visibilitychange", lookIfVisible);

    return () => {
      isHere = false;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookIfVisible);
    };
  }, []);

  return { mails, now, problem };
}
