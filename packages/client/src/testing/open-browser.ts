import type { events } from "../examples/events.ts";
import { createAnalytics } from "../browser/create-analytics.ts";
import type { BrowserAnalytics, BrowserOptions } from "../browser/types.ts";
import type { Item, TrackingProblem } from "../types.ts";
import type { OpenPage, PageSettings } from "./open-page.ts";
import { openPage } from "./open-page.ts";
import type { ScriptedServer } from "./scripted-server.ts";

export interface OpenBrowser extends Disposable {
  page: OpenPage;
  analytics: BrowserAnalytics<typeof events>;
  /** Problems reported to `onError`. */
  problems: TrackingProblem[];
  /** Flushes the client and returns all items that the server received. */
  received: () => Promise<Item[]>;
}

/** Opens a page with a client of the example catalog that sends only on `flush`. */
export function openBrowser(
  server: ScriptedServer,
  { page: settings, ...options }: Partial<BrowserOptions> & { page?: PageSettings } = {},
): OpenBrowser {
  const page = openPage(settings);
  const problems: TrackingProblem[] = [];
  const analytics = createAnalytics<typeof events>({
    url: server.url,
    key: "pk_test",
    flushIntervalMs: 60_000,
    onError: (problem) => problems.push(problem),
    ...options,
  });

  return {
    page,
    analytics,
    problems,
    async received() {
      await analytics.flush();
      return server.batches.flatMap(({ events }) => events);
    },
    [Symbol.dispose]: () => page[Symbol.dispose](),
  };
}
