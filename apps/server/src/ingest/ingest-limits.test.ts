import { expect, test } from "vitest";
import { createIngestLimits } from "./ingest-limits.ts";

test("a key can send 5,000 batches in ten seconds, independently of other keys", async () => {
  const { countBatch } = createIngestLimits();
  for (let batch = 0; batch < 5_000; batch++) await countBatch(1);

  const error = await countBatch(1).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ status: 429, retryAfter: expect.toSatisfy(isWithinTenSeconds) as number });
  await expect(countBatch(2)).resolves.toBeUndefined();
});

function isWithinTenSeconds(seconds: number): boolean {
  return seconds >= 1 && seconds <= 10;
}
