import { sql } from "kysely";
import { tables } from "@admin-events/db";

/** Events, each with whom its visitor became; goes with {@link person}. */
export const eventsOfPeople = sql`
  ${tables.events} as event
  left join ${tables.identities} as identity on identity.anonymous_id = event.user_id`;

/** The number of the person who did an event; null for nobody. */
export const person = sql<number | null>`coalesce(identity.user_id, event.user_id)`;
