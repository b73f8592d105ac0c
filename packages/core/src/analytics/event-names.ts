import { presentName } from "@admin-events/catalog";
import { sql } from "kysely";
import { isoTime } from "../events/index.ts";
import type { Source } from "./source.ts";

/** One event name, known to the catalog or stored. */
export interface NamedEvents {
  name: string;
  title: string;
  icon: string;
  /** False for a stored name the catalog does not know. */
  planned: boolean;
  deprecated: string | null;
  /** Stored events of this name. */
  count: number;
  /** ISO 8601; null when there are none. */
  lastSeenAt: string | null;
}

/** Every name the catalog knows or the database holds, the most frequent first. */
export async function eventNames({ em, catalog }: Source): Promise<NamedEvents[]> {
  const { rows } = await sql<{
    name: string;
    title: string | null;
    count: number;
    lastSeenAt: string | null;
  }>`
    select
      event_name.name,
      event_name.title,
      (
        coalesce((select sum(total) from event_days where name_id = event_name.id), 0)
        + coalesce((select sum(count) from event_changes where name_id = event_name.id), 0)
      )::int as count,
      (
        select ${isoTime(sql`event.occurred_at`)} from events as event
        where event.name_id = event_name.id order by event.occurred_at desc limit 1
      ) as "lastSeenAt"
    from event_names as event_name`.execute(em.getKysely());
  const stored = new Set(rows.map(({ name }) => name));
  const missing = Object.keys(catalog)
    .filter((name) => !stored.has(name))
    .map((name) => ({ name, title: null, count: 0, lastSeenAt: null }));

  return [...rows, ...missing]
    .map(({ title, ...row }) => ({ ...row, ...presentName(catalog, row.name, title) }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
