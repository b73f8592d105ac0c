import type { EntityManager } from "@admin-events/db";
import { sql } from "kysely";
import type { UserAgent } from "./user-agent.ts";
import { tables } from "@admin-events/db";

/** Gives each user agent that has none a number. Rows without one are passed over. */
export async function numberUserAgents(
  em: EntityManager,
  rows: readonly Partial<UserAgent>[],
): Promise<void> {
  const agents = rows
    .filter(({ browser }) => browser !== undefined)
    .map(({ browser, os, device }) => ({ browser, os, device }));
  if (agents.length === 0) return;

  // Sorted, so that two writers that bring the same new agents wait for each other instead of deadlocking.
  await sql`
    insert into ${tables.userAgents} (browser, os, device)
    select distinct browser, os, device
    from jsonb_to_recordset(${JSON.stringify(agents)}::jsonb) as row(browser text, os text, device text)
    where not exists (
      select from ${tables.userAgents} as known
      where known.browser = row.browser and known.os = row.os and known.device = row.device
    )
    order by browser, os, device
    on conflict (browser, os, device) do nothing`.execute(em.getKysely());
}
