import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import PostalMime from "postal-mime";

/** A message in the mailbox's list. */
export interface MailSummary {
  id: string;
  from: string;
  to: string;
  subject: string;
  /** When it arrived, ISO 8601. */
  arrivedAt: string;
}

/** A message as it is read. At least one of `html` and `text` is not null unless the message is empty. */
export interface Mail extends MailSummary {
  html: string | null;
  text: string | null;
}

/** The demo's mailbox: a folder with a file for each message. Everybody's mail arrives here. */
export interface Mailbox {
  /** Puts a message (RFC 5322) into the folder. */
  add(message: Uint8Array): Promise<void>;
  /** The latest messages, newest first; with `to` only those to this address. */
  list(to?: string): Promise<MailSummary[]>;
  /** Null when there is no such message. */
  read(id: string): Promise<Mail | null>;
}

const mostMessages = 200;
const idPattern = /^\d{13}-[0-9a-f]{8}$/;

/** Opens the mailbox in a folder, which is made when it is missing. It keeps the latest 200 messages. */
export async function openMailbox(folder: string): Promise<Mailbox> {
  await mkdir(folder, { recursive: true });
  const known = new Map<string, Mail>();

  async function ids(): Promise<string[]> {
    const files = await readdir(folder);

    return files
      .filter((file) => file.endsWith(".eml"))
      .map((file) => file.slice(0, -".eml".length))
      .filter((id) => idPattern.test(id))
      .sort()
      .reverse();
  }

  async function read(id: string): Promise<Mail | null> {
    if (!idPattern.test(id)) return null;

    const mail = known.get(id) ?? (await parseFile(join(folder, `${id}.eml`), id));
    if (mail) known.set(id, mail);
    return mail;
  }

  return {
    async add(message) {
      const id = `${Date.now()}-${randomBytes(4).toString("hex")}`;
      // A message is listed only when it is complete.
      await writeFile(join(folder, `${id}.part`), message);
      await rename(join(folder, `${id}.part`), join(folder, `${id}.eml`));

      for (const old of (await ids()).slice(mostMessages)) {
        known.delete(old);
        await rm(join(folder, `${old}.eml`), { force: true });
      }
    },

    async list(to) {
      const mails = await Promise.all((await ids()).map(read));

      return mails
        .filter((mail) => mail !== null)
        .filter((mail) => to === undefined || mail.to.toLowerCase() === to.toLowerCase())
        .map(({ id, from, to, subject, arrivedAt }) => ({ id, from, to, subject, arrivedAt }));
    },

    read,
  };
}

async function parseFile(file: string, id: string): Promise<Mail | null> {
  const message = await readFile(file).catch(() => null);
  if (!message) return null;

  const { from, to, subject, html, text } = await PostalMime.parse(message);
  return {
    id,
    from: from?.name || from?.address || "unknown sender",
    to: to?.[0]?.address ?? "",
    subject: subject || "(no subject)",
    arrivedAt: new Date(Number(id.split("-")[0])).toISOString(),
    html: html ?? null,
    text: text ?? null,
  };
}
