import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordStatements } from "../../testing/record-statements.ts";
import type { TestEvents } from "../../testing/start-test-events.ts";
import { startTestEvents } from "../../testing/start-test-events.ts";
import {
  listActionTypes,
  listActivityModes,
  listActivityModules,
  listResourceTypes,
} from "./distinct-values.sql.ts";
import type { ActivityInput } from "./list-activities.ts";
import { listActivities } from "./list-activities.ts";

let system: TestEvents;

beforeAll(async () => {
  system = await startTestEvents();
  const db = system.db.em.getKysely();
  await sql`insert into admin_events.event_names (name, is_activity) select 'thing.verb' || i, true from generate_series(1, 20) as i`.execute(
    db,
  );
  await sql`insert into admin_events.users (external_id) select 'u_' || i from generate_series(1, 500) as i`.execute(
    db,
  );
  await sql`
    insert into admin_events.events
      (id, occurred_at, received_at, name_id, user_id, resource_type, resource_id, target_id, module, mode)
    select
      (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-000000000000')::uuid, time, time, case when i % 300 = 0 then 20 else 1 + i % 19 end, 1 + i % 500,
      case when i % 3 = 0 then 'type' || i % 7 end, i % 1000, 'u_' || i % 900, 'module' || i % 5, 'mode' || i % 4
    from generate_series(1, 60000) as i, lateral (select '2026-01-01'::timestamptz + i * interval '1 s') as at(time)
  `.execute(db);
  await sql`vacuum analyze admin_events.events`.execute(db);
});

afterAll(() => system[Symbol.asyncDispose]());

async function explainQuery(query: () => Promise<unknown>): Promise<string[]> {
  using recorded = recordStatements();
  await query();
  const statements = recorded.calls.filter(({ text }) =>
    /from\s+"admin_events"\."events" as event/.test(text),
  );
  const plans = await Promise.all(
    statements.map(async ({ text, values }) => {
      const rows = await system.db.em
        .getConnection()
        .execute<Record<string, string>[]>(toExplain(text, values));
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    }),
  );
  expect(plans.length).toBeGreaterThan(0);

  return plans;
}

/** EXPLAIN takes no parameters, so they are inlined. */
function toExplain(text: string, values: readonly unknown[]): string {
  const literal = (value: unknown): string =>
    Array.isArray(value)
      ? `'{${value.join(",")}}'`
      : typeof value === "number"
        ? String(value)
        : `'${String(value).replaceAll("'", "''")}'`;

  return `explain ${text.replace(/\$(\d+)/g, (_, position: string) => literal(values[Number(position) - 1]))}`;
}

test.each<[string, () => Promise<unknown>]>([
  ["actions", () => listActionTypes(system.db.em, {})],
  ["resource types", () => listResourceTypes(system.db.em)],
  ["modules", () => listActivityModules(system.db.em)],
  ["modes", () => listActivityModes(system.db.em)],
])("the distinct %s are read by an index scan, without a scan of the table", async (_, query) => {
  const [plan = ""] = await explainQuery(query);

  expect(plan).toMatch(/Index Only Scan using activities_\w+_index/);
  expect(plan).not.toMatch(/Seq Scan on events|Bitmap|Sort/);
});

test.each<[string, ActivityInput, string]>([
  ["all activities", {}, "activities_index"],
  ["a rare action", { action: "thing.verb20" }, "activities_action_index"],
  ["one resource", { resourceType: "type3", resourceId: "30" }, "activities_resource_index"],
  ["one target", { targetId: "u_3" }, "activities_target_index"],
])("the newest of %s are read by their index", async (_, input, index) => {
  const [plan = ""] = await explainQuery(() => listActivities(system.context, input));

  expect(plan).toMatch(new RegExp(`(using|on) ${index}`));
  expect(plan).not.toContain("Seq Scan on events");
});

test.each<[string, ActivityInput]>([
  ["a subject", { action: "thing.*" }],
  ["a type of resource", { resourceType: "type3" }],
  ["an actor", { actor: "u_7" }],
  ["a module", { module: "module2" }],
  ["a mode", { mode: "mode2" }],
  ["several columns", { action: "thing.verb3", module: "module2", mode: "mode2" }],
  ["a time range", { since: "2026-01-01T01:00:00Z", until: "2026-01-01T02:00:00Z" }],
])("the newest of %s are read without a scan of the table", async (_, input) => {
  const plans = await explainQuery(() => listActivities(system.context, input));

  expect(plans.join("\n")).not.toContain("Seq Scan on events");
});
