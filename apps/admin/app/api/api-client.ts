import type { AppRouter } from "@admin-events/api";
import { createWSClient, httpBatchLink, splitLink, wsLink } from "@trpc/client";
import { jitteredDelay } from "./jittered-delay.ts";
import { trpc } from "./trpc.ts";

/** The browser's client: questions in batches over HTTP, subscriptions over one WebSocket, both at `/trpc` of this origin. */
export function createApiClient(): ApiClient {
  const overHttp = httpBatchLink<AppRouter>({ url: "/trpc", maxItems: 10 });
  // While a page is rendered on the server nothing is asked through the client, and there may be no WebSocket.
  if (typeof document === "undefined") return trpc.createClient({ links: [overHttp] });

  return trpc.createClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: wsLink({ client: createSocket() }),
        false: overHttp,
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
