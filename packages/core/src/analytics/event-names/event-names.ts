import { canonicalName, presentName } from "@admin-events/catalog";
import { sql } from "kysely";
import { isoTime } from "../../events/index.ts";
import type { QueryContext } from "../query-context.ts";
import { tables } from "@admin-events/db";

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

interface CountedName {
  name: string;
  title: string | null;
  count: number;
  lastSeenAt: string | null;
}

/** Every name the catalog knows or the database holds, the most frequent first; aliases count with the name that declares them. */
export async function eventNames({ em, catalog }: QueryContext): Promise<NamedEvents[]> {
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
        coalesce((select sum(total) from ${tables.eventRollups} where name_id = event_name.id), 0)
        + coalesce((select sum(count) from ${tables.eventRollupDeltas} where name_id = event_name.id), 0)
      )::int as count,
      (
        select ${isoTime(sql`event.occurred_at`)} from ${tables.events} as event
        where event.name_id = event_name.id order by event.occurred_at desc limit 1
      ) as "lastSeenAt"
    from ${tables.eventNames} as event_name`.execute(em.getKysely());
  const byName = new Map<string, CountedName>(
    Object.keys(catalog).map((name) => [name, { name, title: null, ...nothing }]),
  );
  for (const { title, ...row } of rows) {
    const name = canonicalName(catalog, row.name);
    const known = byName.get(name) ?? { name, title, ...nothing };
    byName.set(name, {
      ...known,
      count: known.count + row.count,
      lastSeenAt: later(known.lastSeenAt, row.lastSeenAt),
    });
  }

  return [...byName.values()]
    .map(({ title, ...row }) => ({ ...row, ...presentName(catalog, row.name, title) }))
    .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

const nothing = { count: 0, lastSeenAt: null };

/** Of two times in ISO 8601 the later one. */
function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
