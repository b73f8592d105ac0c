import { MikroORM } from "@mikro-orm/postgresql";
import { expect, test } from "vitest";
import { entitySchemas } from "../entities/index.ts";
import { getJobsSchema } from "../job-tables.ts";
import { DEFAULT_SCHEMA } from "../schema.ts";
import { createTestDatabase } from "../testing/index.ts";

test("entities and migrations describe the same tables, columns, keys, checks and indexes", async () => {
  await using db = await createTestDatabase();
  const orm = await MikroORM.init({
    clientUrl: db.url,
    schema: DEFAULT_SCHEMA,
    entities: [...entitySchemas],
    schemaGenerator: {
      ignoreSchema: ["public", getJobsSchema(DEFAULT_SCHEMA)],
      skipTables: ["migrations"],
      ignoreTriggers: true,
      ignoreRoutines: true,
    },
  });

  const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false });
  await orm.close();

  expect(difference).toBe("");
});
