import { expect, test } from "@playwright/test";
import { runScript } from "./script.ts";

test("the code of the documentation runs", async () => {
  test.setTimeout(240_000);
  const output = await runScript("tooling/docs/src/main.ts", [], {});

  for (const layer of ["pg", "postgres-js", "kysely", "drizzle", "mikro-orm"])
    expect(output).toContain(`bookings.${layer}.ts, committed one event and rolled one back`);
  for (const framework of ["express", "fastify"])
    expect(output).toContain(`server.${framework}.ts, answered a request`);
  expect(output).toContain("apps/docs/data-model.md");
});
