import type { LatestInput } from "@admin-events/core/analytics";
import { listLatest } from "@admin-events/core/analytics";
import type { BenchQuery } from "./query.ts";

/** A page of the feed's history, compared by event ids. */
export function latestQuery(
  title: string,
  input: LatestInput,
  condition: { sql: string; clickhouse: string },
): BenchQuery {
  return {
    name: `list_latest ${title}`,
    run: async (context) => {
      const { items } = await listLatest(context, input);
      return items.map(({ id }) => id);
    },
    sql: [
      `select event.id, event_name.name, event.metadata, event.occurred_at, event.received_at, person.external_id
       from admin_events.events as event
       join admin_events.event_names as event_name on event_name.id = event.name_id
       left join admin_events.users as person on person.id = event.user_id
       where ${condition.sql}
       order by received_at desc, event.id desc limit 50`,
    ],
    clickhouse: [
      `select id, name, metadata, occurred_at, received_at, user_id
       from events where ${condition.clickhouse} order by received_at desc, id desc limit 50`,
    ],
    comparedColumns: 1,
  };
}
