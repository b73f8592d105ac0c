import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Proof } from "../proof.ts";
import { underLoad } from "../harness/under-load.ts";

const OTHER_PROGRAM = "another program";

export const fullPool: Proof = {
  claim: "A database without free connections makes senders wait and loses no events",
  run: (harness, scale) =>
    underLoad(harness, scale, async () => {
      const held = await holdEveryConnection(harness.cluster.url);
      await sleep((scale.seconds * 1000) / 2);
      await Promise.all(held.map((client) => client.end()));

      return `${held.length} connections held by another program`;
    }),
};

/** Takes all connections, after closing those of the servers. */
async function holdEveryConnection(connectionString: string): Promise<Client[]> {
  const held: Client[] = [];

  async function take(): Promise<boolean> {
    const client = new Client({ connectionString, application_name: OTHER_PROGRAM });
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
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name <> '${OTHER_PROGRAM}' and backend_type = 'client backend'`,
    );
  }

  return held;
}
