import type { Ingest } from "@admin-events/core/events";
import { startEvents } from "@admin-events/core/events";
import type { SampleEvent } from "@admin-events/load";
import type { BenchDatabase } from "../bench-database.ts";
import type { Measured } from "./measure.ts";
import { inBatches, measure, together } from "./measure.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Within this process: so many callers, each with so many events at a time. */
export async function measureCore(
  { url, orm }: BenchDatabase,
  events: SampleEvent[],
  { callers, batchSize }: { callers: number; batchSize: number },
): Promise<Measured> {
  await using runtime = await startEvents({ orm, url, catalog: {}, logger: quiet });

  return await measure(events.length, (timed) =>
    together(callers, inBatches(events, batchSize), async (batch) => {
      const results = await timed(() => runtime.ingest(batch));
      assertStored(results);
    }),
  );
}

function assertStored(results: Awaited<ReturnType<Ingest>>): void {
  const lost = results.find(({ status }) => status !== "stored");
  if (lost) throw new Error(`An event was not stored: ${JSON.stringify(lost)}`);
}
