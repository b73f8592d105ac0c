import type { MikroORM } from "@admin-events/db";
import { connect } from "@admin-events/db";
import type { Harness } from "./open-harness.ts";

/** The table in which the durable handler of {@link startHandlerProcess} writes what it has handled, and an ORM to ask about it. */
export async function openHandledEvents({
  cluster,
  query,
}: Harness): Promise<{ orm: MikroORM } & AsyncDisposable> {
  const orm = await connect({ url: cluster.url, poolSize: 1 });
  await query("create table proof_handled (event_id uuid not null)");

  return {
    orm,
    async [Symbol.asyncDispose]() {
      await query("drop table proof_handled");
      await orm.close();
    },
  };
}
