import { expect, test } from "vitest";
import { toConnectionVariables } from "./postgres-program.ts";

test("the programs of PostgreSQL get the whole address, and never fall back to plain text", () => {
  const url =
    "postgres://ann:p%40ss@db.example:6543/shop?sslmode=prefer&application_name=me&connect_timeout=4";

  expect(toConnectionVariables(url)).toEqual({
    PGHOST: "db.example",
    PGPORT: "6543",
    PGUSER: "ann",
    PGPASSWORD: "p@ss",
    PGDATABASE: "shop",
    PGSSLMODE: "require",
    PGAPPNAME: "me",
    PGCONNECT_TIMEOUT: "4",
  });
});

test.for([
  ["", undefined],
  ["?sslmode=no-verify", "require"],
  ["?sslmode=verify-full", "verify-full"],
  ["?sslmode=disable", "disable"],
  ["?ssl=true", "require"],
])("an address that ends in %s has the mode %s", ([query, mode]) => {
  expect(toConnectionVariables(`postgres://db/shop${query}`).PGSSLMODE).toBe(mode);
});
