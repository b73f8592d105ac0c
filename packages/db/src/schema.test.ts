import { expect, test } from "vitest";
import { connect } from "./connect.ts";
import { migrate } from "./migrate.ts";
import { findSchemaNameProblem } from "./schema.ts";
import { createTestDatabase } from "./testing/index.ts";

test.for(["admin_events", "analytics one", "analytics-2", "ünïcode"])("%s can name a schema", (name) => {
  expect(findSchemaNameProblem(name)).toBeNull();
});

test.for([
  ["", "must have 1 to 45 bytes"],
  ["x".repeat(46), "must have 1 to 45 bytes"],
  ["é".repeat(23), "must have 1 to 45 bytes"],
  ['say "hi"', "must not contain quotes"],
  ["a\u0000b", "must not contain quotes"],
  ["public", "must be a separate schema"],
  ["pg_catalog", "must be a separate schema"],
  ["information_schema", "must be a separate schema"],
])("connect and migrate refuse %j as a schema before anything is created", async ([schema = "", problem]) => {
  await using db = await createTestDatabase();

  await expect(migrate(db.url, { schema })).rejects.toThrow(problem);
  await expect(connect({ url: db.url, schema })).rejects.toThrow(problem);
});
