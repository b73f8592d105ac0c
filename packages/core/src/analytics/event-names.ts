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
    select event_name.name, event_name.title, count(event.name_id)::int as count,
      ${isoTime(sql`max(event.occurred_at)`)} as "lastSeenAt"
    from event_names as event_name
    left join events as event on event.name_id = event_name.id
    group by event_name.id`.execute(em.getKysely());
  const stored = new Set(rows.map(({ name }) => name));
  const missing = Object.keys(catalog)
    .filter((name) => !stored.has(name))
    .map((name) => ({ name, title: null, count: 0, lastSeenAt: null }));

  return [...rows, ...missing]
    .map(({ title, ...row }) => ({ ...row, ...presentName(catalog, row.name, title) }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
