import type { Mail } from "../../mail/mailbox.ts";

/** Links in the mail open beside the mailbox; nothing is loaded from elsewhere. */
const frameHead = `<base target="_blank"><meta http-equiv="content-security-policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`;
const linkPattern = /(https?:\/\/[^\s<>"]+)/;

/** What a mail says. HTML is hostile: it gets a frame without scripts and without this page's origin. */
export function MailContent({ mail: { html, text, subject } }: { mail: Mail }) {
  if (html !== null) {
    return (
      <iframe
        className="mail-frame"
        title={subject}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={frameHead + html}
      />
    );
  }

  return <pre className="mail-text">{(text ?? "").split(linkPattern).map(linkOrText)}</pre>;
}

/** Splitting by a pattern in brackets puts the links at the odd places. */
function linkOrText(part: string, index: number) {
  if (index % 2 === 0) return part;

  return (
    <a key={index} href={part} target="_blank" rel="noreferrer">
      {part}
    </a>
  );
}
