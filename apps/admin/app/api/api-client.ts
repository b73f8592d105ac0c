import { createWSClient, httpBatchLink, splitLink, wsLink } from "@trpc/client";
import { jitteredDelay } from "./jittered-delay.ts";
import { trpc } from "./trpc.ts";

/** The browser's client: questions in batches over HTTP, subscriptions over one WebSocket, both at `/trpc` of this origin. */
export function createApiClient(): ApiClient {
  return trpc.createClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: wsLink({ client: createSocket() }),
        false: httpBatchLink({ url: "/trpc", maxItems: 10 }),
      }),
    ],
  });
}

export type ApiClient = ReturnType<typeof trpc.createClient>;

function createSocket() {
  return createWSClient({
    url: () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/trpc`,
    // Open only while somebody listens.
    lazy: { enabled: true, closeMs: 5_000 },
    // A laptop that wakes up has a dead socket that looks alive; only a missing answer tells.
    keepAlive: { enabled: true, intervalMs: 10_000, pongTimeoutMs: 5_000 },
    retryDelayMs: jitteredDelay,
  });
}
