import type { AppRouter } from "@admin-events/api";
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink } from "@trpc/client";
import { backoffMs } from "../delivery/retry.ts";
import { nameErrors } from "./errors.ts";
import { listen } from "./listen.ts";
import type { QueryClient } from "./types.ts";

export interface QueryClientOptions {
  /** Where the Admin Events server answers, like `https://analytics.example.com`. A path of its own is kept. */
  url: string;
  /** Who asks, where no cookie says it: sent with every request. A function is asked each time. */
  headers?: HeaderFields | (() => HeaderFields | Promise<HeaderFields>);
}

type HeaderFields = Record<string, string>;

/** Proxies and servers commonly refuse longer addresses; a longer batch is sent in parts. */
const maxUrlLength = 4_000;
const idleCloseMs = 10_000;
const keepAlive = { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 };

/**
 * A typed client for reading: queries and mutations in batches over HTTP, subscriptions over one WebSocket that is
 * open only while someone listens. Browsers cannot set headers on a WebSocket, so `headers` goes there as the
 * connection's first message; cookies travel with both.
 *
 * @example
 * const client = createQueryClient({ url: "https://analytics.example.com" });
 * const { items } = await client.api.list_latest.query({ limit: 10 });
 */
export function createQueryClient({ url, headers }: QueryClientOptions): QueryClient {
  const endpoint = new URL("trpc", baseOf(url)).href;
  const listeners = new Set<() => void>();

  const socket = createWSClient({
    url: endpoint.replace(/^http/, "ws"),
    connectionParams: headers && (async () => (typeof headers === "function" ? await headers() : headers)),
    retryDelayMs: (attempt) => backoffMs(attempt + 1),
    lazy: { enabled: true, closeMs: idleCloseMs },
    keepAlive,
  });
  const api = createTRPCClient<AppRouter>({
    links: [
      nameErrors,
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: wsLink({ client: socket }),
        false: httpBatchLink({ url: endpoint, headers, maxURLLength: maxUrlLength }),
      }),
    ],
  });

  return {
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
  };
}

function baseOf(url: string): URL {
  const { location } = globalThis as { location?: { href: string } };
  const directory = url.endsWith("/") ? url : `${url}/`;

  return new URL(directory, location?.href);
}
