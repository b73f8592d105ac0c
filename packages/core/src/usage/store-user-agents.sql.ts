import type { EntityManager } from "@admin-events/db";
import { tables } from "@admin-events/db";
import { sql } from "kysely";
import type { UserAgent } from "./user-agent.ts";

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
    on conflict (browser, os, device) do nothing`.execute(em.getKysely());
}
