import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { UserAgent } from "./user-agent.ts";

/** How many new user agents are stored within 24 hours: any visitor can claim any. Requests and sessions beyond have none. */
const MAX_NEW_USER_AGENTS_PER_DAY = 200;

/** Stores user agents that are new. Rows without one are skipped. */
export async function storeUserAgents(em: EntityManager, rows: readonly Partial<UserAgent>[]): Promise<void> {
  const agents = rows
    .filter(({ browser }) => browser !== undefined)
    .map(({ browser, os, device }) => ({ browser, os, device }));
  if (agents.length === 0) return;

  // Sorted, so that concurrent writers of the same new agents wait for each other instead of deadlocking.
  await sql`
    insert into ${tables.userAgents} (browser, os, device)
    select distinct browser, os, device
    from jsonb_to_recordset(${JSON.stringify(agents)}::jsonb) as row(browser text, os text, device text)
    where not exists (
      select from ${tables.userAgents} as stored
      where stored.browser = row.browser and stored.os = row.os and stored.device = row.device
    )
    order by browser, os, device
    limit greatest(0, ${MAX_NEW_USER_AGENTS_PER_DAY}::int - (
      select count(*) from ${tables.userAgents} where created_at > now() - interval '1 day'
    ))
    on conflict (browser, os, device) do nothing`.execute(em.getKysely());
}
