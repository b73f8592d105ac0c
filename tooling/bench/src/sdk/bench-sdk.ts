import { getGzippedSize } from "@admin-events/client/publishing";
import { print, printJson, printTable, sampleEvents, startServerProcess } from "@admin-events/load";
import { createBenchDatabase } from "../bench-database.ts";
import { measureNodeClient } from "../ingest/http.ts";
import { measurePeers } from "./peers.ts";

export interface SdkOptions {
  events: number;
  json: boolean;
}

/** The size of the client compared to others, by the same bundler, and the speed of the Node client. */
export async function benchSdk({ events, json }: SdkOptions): Promise<void> {
  print("Bundling the client, and installing others for comparison …");
  const gzip = {
    browser: await getGzippedSize("index"),
    react: await getGzippedSize("react"),
    query: await getGzippedSize("query"),
  };
  const peers = await measurePeers();
  const ownEntries = { "@admin-events/client/react": gzip.react, "@admin-events/client/query": gzip.query };
  const rows = { "@admin-events/client": gzip.browser, ...ownEntries, ...peers };
  printTable(
    Object.entries(rows).map(([name, bytes]) => ({
      client: name,
      "gzipped bytes": bytes,
      "ratio to ours": (bytes / gzip.browser).toFixed(1),
    })),
  );

  print(`Sending ${events.toLocaleString("en")} events through four Node clients …`);
  await using database = await createBenchDatabase();
  await using server = await startServerProcess({ databaseUrl: database.url });
  const sample = sampleEvents(events, { seed: 1, until: new Date() }).toArray();
  const { eventsPerSecond } = await measureNodeClient(server, sample);
  print(`${Math.round(eventsPerSecond).toLocaleString("en")} events per second were stored.`);

  if (json) printJson({ gzip, peers, nodeEventsPerSecond: eventsPerSecond });
}
