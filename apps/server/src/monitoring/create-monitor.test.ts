import { expect, test } from "vitest";
import { createMonitor } from "./create-monitor.ts";

test("dropped requests are reported without being counted twice", async () => {
  using monitor = createMonitor();
  monitor.observeRecorder({ dropped: () => 7 });

  await monitor.metrics.metrics();

  expect(monitor.getStats().droppedRequests).toBe(7);
  expect(await monitor.metrics.metrics()).toMatch(/^admin_events_dropped_requests_total 7$/m);
});
