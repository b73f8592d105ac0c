import type { ContractServer, OpenClient } from "@admin-events/contract";
import { clientCases, runClientCase, startContractServer } from "@admin-events/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createAnalytics } from "./index.ts";
import { createAnalytics as createNodeAnalytics } from "./node/index.ts";

/** Only the actions of a case send events. */
const manualSending = { flushIntervalMs: 600_000, batchSize: 500, onError: () => {} };

const clients: Record<string, OpenClient> = {
  browser(url, key) {
    const analytics = createAnalytics({ url, key, ...manualSending });

    return {
      track: (metadata) => analytics.track("contract.checked", metadata),
      flush: () => analytics.flush(),
      close: () => analytics.close(),
    };
  },
  node(url, key) {
    const analytics = createNodeAnalytics({ url, key, ...manualSending });

    return {
      track: (metadata) => analytics.track("contract.checked", metadata),
      flush: () => analytics.flush(),
      close: () => analytics.shutdown(),
    };
  },
};

let server: ContractServer;
beforeAll(async () => void (server = await startContractServer()));
afterAll(() => server[Symbol.asyncDispose]());

test.concurrent.each(
  Object.entries(clients).flatMap(([name, open]) =>
    clientCases.map((one) => [name, one.title, open, one] as const),
  ),
)("the %s client %s", async (_name, _title, open, one) => {
  expect(await runClientCase(server, one, open)).toEqual({ passed: true, problems: [] });
});
