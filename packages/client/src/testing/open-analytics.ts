import type { events } from "../examples/events.ts";
import { createAnalytics } from "../node/index.ts";
import type { NodeAnalytics, NodeAnalyticsOptions, TrackingProblem } from "../node/index.ts";

export interface OpenAnalytics extends AsyncDisposable {
  analytics: NodeAnalytics<typeof events>;
  /** Problems reported to `onError`. */
  problems: TrackingProblem[];
}

/** Creates a Node client of the example catalog that sends only on `flush`, and closes at the end of the test. */
export function openAnalytics(url: string, options: Partial<NodeAnalyticsOptions> = {}): OpenAnalytics {
  const problems: TrackingProblem[] = [];
  const analytics = createAnalytics<typeof events>({
    url,
    key: "sk_test",
    flushIntervalMs: 60_000,
    onError: (problem) => problems.push(problem),
    ...options,
  });

  return { analytics, problems, [Symbol.asyncDispose]: async () => void (await analytics.shutdown(0)) };
}
