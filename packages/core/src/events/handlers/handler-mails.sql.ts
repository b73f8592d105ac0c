import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";

export interface MailClaim {
  handler: string;
  /** The application's own id of the person. */
  userId: string;
  eventId: string;
}

/** One per handler and person. A claim lasts an hour, except for its own event. @returns false if it is taken or nobody has the id. */
export async function claimHandlerMail(
  em: EntityManager,
  { handler, userId, eventId }: MailClaim,
): Promise<boolean> {
  const { rows } = await sql`
    insert into ${tables.handlerMails} as mail (handler, user_id, event_id)
    select ${handler}, id, ${eventId}::uuid from ${tables.users} where external_id = ${userId}
    on conflict (handler, user_id) do update set event_id = excluded.event_id, claimed_at = now()
    where mail.sent_at is null
      and (mail.event_id = excluded.event_id or mail.claimed_at < now() - interval '1 hour')
    returning mail.event_id`.execute(em.getKysely());

  return rows.length > 0;
}

export async function markHandlerMailSent(em: EntityManager, { handler, eventId }: MailClaim): Promise<void> {
  await em
    .getKysely()
    .updateTable("handler_mails")
    .set({ sent_at: sql`now()` })
    .where("handler", "=", handler)
    .where("event_id", "=", eventId)
    .execute();
}

/** How many mails a handler has sent, or was about to send, within 24 hours. */
export async function countHandlerMails(em: EntityManager, handler: string): Promise<number> {
  const { count } = await em
    .getKysely()
    .selectFrom("handler_mails")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("handler", "=", handler)
    .where("claimed_at", ">", sql<string>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow();

  return Number(count);
}
