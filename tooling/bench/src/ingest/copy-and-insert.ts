import type { SampleEvent } from "@admin-events/load";
import { copyLines, resolveSampleIds, toCopyLines } from "@admin-events/load";
import { Client } from "pg";
import type { BenchDatabase } from "../bench-database.ts";
import type { Measured } from "./measure.ts";
import { measure } from "./measure.ts";

/** Stores all events with one COPY, which is the limit of the table and its indexes. */
export async function measureCopy({ orm, url }: BenchDatabase, events: SampleEvent[]): Promise<Measured> {
  const lines = toCopyLines(await resolveSampleIds(orm), events).toArray();

  return withClient(url, (client) => measure(events.length, () => copyLines(client, lines)));
}

/** Stores each event with one INSERT, as an application without an event system would. */
export async function measureInserts({ url }: BenchDatabase, events: SampleEvent[]): Promise<Measured> {
  return withClient(url, (client) =>
    measure(events.length, async (timed) => {
      for (const { id, timestamp, name, userId, metadata } of events) {
        await timed(() =>
          client.query({
            name: "insert",
            text: `insert into admin_events.events (id, occurred_at, name_id, user_id, metadata)
              values ($1, $2, (select id from admin_events.event_names where name = $3), (select id from admin_events.users where external_id = $4), $5)`,
            values: [id, timestamp, name, userId, metadata],
          }),
        );
      }
    }),
  );
}

async function withClient<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();

  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
