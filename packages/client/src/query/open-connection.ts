import type { AppRouter } from "@admin-events/api";
import type { TRPCLink } from "@trpc/client";
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink } from "@trpc/client";
import { backoffMs } from "../delivery/retry.ts";
import type { QueryClientOptions } from "./create-query-client.ts";
import { nameErrors } from "./errors.ts";
import { listen } from "./listen.ts";
import type { QueryClient } from "./types.ts";

export { backoffMs };

// Many proxies and servers reject longer URLs. Longer batches are split.
const MAX_URL_LENGTH = 4_000;
const IDLE_CLOSE_MS = 10_000;
const KEEP_ALIVE = { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 };

/** A query client and the tRPC links below it. */
export interface QueryConnection {
  client: QueryClient;
  /** For other tRPC clients, such as React hooks: they share the client's socket, backoff and error classes. */
  links: TRPCLink<AppRouter>[];
}

/** Opens what a query client needs. Used by `createQueryClient` and the panel; not part of the published package. */
export function openConnection({ url, headers }: QueryClientOptions): QueryConnection {
  const endpoint = new URL("trpc", toBaseUrl(url)).href;
  const listeners = new Set<() => void>();

  const socket = createWSClient({
    url: endpoint.replace(/^http/, "ws"),
    connectionParams: headers && (async () => (typeof headers === "function" ? await headers() : headers)),
    retryDelayMs: (attempt) => backoffMs(attempt + 1),
    lazy: { enabled: true, closeMs: IDLE_CLOSE_MS },
    keepAlive: KEEP_ALIVE,
  });
  const links: TRPCLink<AppRouter>[] = [
    nameErrors,
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: wsLink({ client: socket }),
      false: httpBatchLink({ url: endpoint, headers, maxURLLength: MAX_URL_LENGTH }),
    }),
  ];
  const api = createTRPCClient<AppRouter>({ links });

  return {
    links,
    client: {
      api,

      onEvent(filter, listener) {
        const stop = listen(api, filter, listener);
        listeners.add(stop);

        return () => {
          listeners.delete(stop);
          stop();
        };
      },

      async close() {
        for (const stop of listeners) stop();
        listeners.clear();
        await socket.close();
      },
    },
  };
}

function toBaseUrl(url: string): URL {
  const { location } = globalThis as { location?: { href: string } };
  const directory = url.endsWith("/") ? url : `${url}/`;

  return new URL(directory, location?.href);
}
