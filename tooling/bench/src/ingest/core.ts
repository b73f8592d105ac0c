import type { Ingest } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import type { SampleEvent } from "@admin-events/load";
import type { BenchDatabase } from "../bench-database.ts";
import type { Measured } from "./measure.ts";
import { toBatches, measure, runConcurrently } from "./measure.ts";

const silentLogger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** In this process: several callers, each with one batch at a time. */
export async function measureCore(
  { url, orm }: BenchDatabase,
  events: SampleEvent[],
  { callers, batchSize }: { callers: number; batchSize: number },
): Promise<Measured> {
  await using runtime = await startEvents({ orm, url, catalog: {}, logger: silentLogger });

  return await measure(events.length, (timed) =>
    runConcurrently(callers, toBatches(events, batchSize), async (batch) => {
      const results = await timed(() => runtime.ingest(batch));
      assertStored(results);
    }),
  );
}

function assertStored(results: Awaited<ReturnType<Ingest>>): void {
  const notStored = results.find(({ status }) => status !== "stored");
  if (notStored) throw new Error(`An event was not stored: ${JSON.stringify(notStored)}`);
}
