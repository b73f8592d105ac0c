import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Proof } from "../proof.ts";
import { underLoad } from "../rig/under-load.ts";

export const fullPool: Proof = {
  claim: "a database without a free connection makes senders wait, and loses nothing",
  run: (rig, scale) =>
    underLoad(rig, scale, async () => {
      const held = await holdEveryConnection(rig.cluster.url);
      await sleep((scale.seconds * 1000) / 2);
      await Promise.all(held.map((client) => client.end()));

      return `${held.length} connections held by others`;
    }),
};

/** Takes all connections there are, after sending those of the servers away. */
async function holdEveryConnection(connectionString: string): Promise<Client[]> {
  const held: Client[] = [];

  async function take(): Promise<boolean> {
    const client = new Client({ connectionString, application_name: "somebody else" });
    client.on("error", () => undefined);
    try {
      await client.connect();
      held.push(client);
      return true;
    } catch {
      return false;
    }
  }

  for (let round = 0; round < 5; round++) {
    while (await take());
    await held[0]?.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name <> 'somebody else' and backend_type = 'client backend'",
    );
  }

  return held;
}
