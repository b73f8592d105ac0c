import { expect, test } from "vitest";
import { createMonitor } from "./create-monitor.ts";

test("requests that were not recorded are a figure of the process, the same however often one looks", async () => {
  using watch = createMonitor();
  watch.followRequests({ dropped: () => 7 });

  await watch.metrics.metrics();

  expect(watch.vitals().droppedRequests).toBe(7);
  expect(await watch.metrics.metrics()).toMatch(/^admin_events_dropped_requests_total 7$/m);
});
