import { createTestDatabase } from "@admin-events/db/testing";
import { expect, test } from "vitest";
import { startJobQueue } from "../background/index.ts";
import type { PersonalTable } from "./personal-data.ts";
import { jobQueueTables, personalData } from "./personal-data.ts";

const logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Types of columns that can hold a text, an id or bytes. Numbers, times and flags cannot name a person. */
const TYPES = "('text', 'character varying', 'jsonb', 'json', 'uuid', 'bytea', 'cidr', 'inet', 'ARRAY')";

test("every column that can hold personal data is listed, and no other", async () => {
  await using db = await createTestDatabase();
  // Creates the tables that pg-boss adds when it starts.
  await using _jobs = await startJobQueue({ url: db.url, logger });
  const found = await db.em.execute<{ schema: string; table: string; columns: string[] }[]>(`
    select
      case table_schema when 'admin_events' then 'product' else 'jobs' end as schema, table_name as table,
      coalesce(array_agg(column_name::text order by column_name) filter (where data_type in ${TYPES}), '{}') as columns
    from information_schema.columns as found
    join pg_class on pg_class.oid = format('%I.%I', table_schema, table_name)::regclass and not relispartition
    where table_schema in ('admin_events', 'admin_events_jobs')
    group by 1, 2 order by 1, 2`);

  const listed = Object.entries(personalData).map(([table, { schema, columns }]) => ({
    schema,
    table,
    columns: Object.keys(columns).toSorted(),
  }));
  const own = found.filter(
    ({ schema, table }) =>
      schema === "product" || !jobQueueTables.includes(table as (typeof jobQueueTables)[number]),
  );

  expect(own.filter(({ table }) => table !== "job_common")).toEqual(
    listed.toSorted((a, b) => `${a.schema} ${a.table}`.localeCompare(`${b.schema} ${b.table}`, "en")),
  );
});

test("rows that an erasure searches have an id", async () => {
  await using db = await createTestDatabase();
  const searched = (Object.keys(personalData) as PersonalTable[]).filter((table) =>
    Object.values(personalData[table].columns).some(
      (treatment) => treatment === "mention" || treatment === "mention-json",
    ),
  );
  const found = await db.em.execute<{ table: string }[]>(
    `select table_name as table from information_schema.columns
     where table_schema in ('admin_events', 'admin_events_jobs') and column_name = 'id'`,
  );

  expect(found.map(({ table }) => table)).toEqual(expect.arrayContaining(searched));
});
