import { getGzippedSize } from "@admin-events/client/publishing";
import { print, printJson, printTable, sampleEvents, startServerProcess } from "@admin-events/load";
import { createBenchDatabase } from "../bench-database.ts";
import { measureNodeClient } from "../ingest/http.ts";
import { sizesOfPeers } from "./peers.ts";

export interface SdkOptions {
  events: number;
  json: boolean;
}

/** What our client weighs beside others, by the same bundler, and how fast the one for Node sends. */
export async function benchSdk({ events, json }: SdkOptions): Promise<void> {
  print("Bundling the client, and installing others to compare it with …");
  const gzip = {
    browser: await getGzippedSize("index"),
    react: await getGzippedSize("react"),
    query: await getGzippedSize("query"),
  };
  const peers = await sizesOfPeers();
  const others = { "on top, for page views in React": gzip.react, "to read, with tRPC": gzip.query };
  const rows = { "@admin-events/client": gzip.browser, ...others, ...peers };
  printTable(
    Object.entries(rows).map(([name, bytes]) => ({
      client: name,
      "gzipped bytes": bytes,
      "times ours": (bytes / gzip.browser).toFixed(1),
    })),
  );

  print(`Sending ${events.toLocaleString("en")} events through four Node clients …`);
  await using database = await createBenchDatabase();
  await using server = await startServerProcess({ databaseUrl: database.url });
  const sample = sampleEvents(events, { seed: 1, until: new Date() }).toArray();
  const { eventsPerSecond } = await measureNodeClient(server, sample);
  print(`${Math.round(eventsPerSecond).toLocaleString("en")} events a second were stored.`);

  if (json) printJson({ gzip, peers, nodeEventsPerSecond: eventsPerSecond });
}
