import type { MikroORM } from "@admin-events/db";
import { connect, migrate } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";
import { disposeOnSignals } from "@admin-events/load";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A separate embedded PostgreSQL in a temporary folder, with its usual durability. */
export interface BenchDatabase extends AsyncDisposable {
  url: string;
  orm: MikroORM;
  query: <Row>(text: string) => Promise<Row[]>;
}

export async function createBenchDatabase(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "admin-events-bench-"));
  const database = await openDatabase({ dataDir });
  await migrate(database.url);
  const orm = await connect({ url: database.url, poolSize: 10 });

  return disposeOnSignals({
    url: database.url,
    orm,
    query: <Row>(text: string) => orm.em.fork().getConnection().execute<Row[]>(text),
    async [Symbol.asyncDispose]() {
      await orm.close();
      await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  });
}
