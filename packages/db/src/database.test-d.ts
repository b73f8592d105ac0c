import { sql } from "kysely";
import { expectTypeOf, test } from "vitest";
import { connect } from "./connect.ts";
import type { EntityManager } from "./database.ts";
import { tables } from "./database.ts";

test("Kysely of an entity manager knows tables and columns", async () => {
  const orm = await connect({ url: "postgresql://localhost/db" });
  const row = await orm.em
    .getKysely()
    .selectFrom("events")
    .select(["name_id", "user_id", "occurred_at"])
    .executeTakeFirstOrThrow();
  expectTypeOf(row.name_id).toEqualTypeOf<number>();
  expectTypeOf(row.user_id).toEqualTypeOf<number | null>();
  // The pg driver returns times as text.
  expectTypeOf(row.occurred_at).toEqualTypeOf<string>();

  const em: EntityManager = orm.em.fork();
  // @ts-expect-error -- there is no such column
  em.getKysely().selectFrom("events").select("nam_id");
  // @ts-expect-error -- there is no such table
  em.getKysely().selectFrom("event");
  await orm.em.transactional(async (em) => {
    expectTypeOf(em).toExtend<EntityManager>();
    await sql`select from ${tables.eventRollups}`.execute(em.getKysely());
  });
});
