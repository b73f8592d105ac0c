import type { AppRouter } from "@admin-events/api";
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink } from "@trpc/client";
import { backoffMs } from "../delivery/retry.ts";
import { nameErrors } from "./errors.ts";
import { listen } from "./listen.ts";
import type { QueryClient } from "./types.ts";

/** Options of `createQueryClient`. */
export interface QueryClientOptions {
  /** URL of the Admin Events server, such as `https://analytics.example.com`. May include a path. */
  url: string;
  /**
   * Headers of every request, to authenticate without a cookie. A function is called for each request.
   *
   * @example
   * createQueryClient({ url, headers: { authorization: "Bearer sk_…" } });
   */
  headers?: HeaderFields | (() => HeaderFields | Promise<HeaderFields>);
}

type HeaderFields = Record<string, string>;

/** Many proxies and servers reject longer URLs. Longer batches are split. */
const MAX_URL_LENGTH = 4_000;
const IDLE_CLOSE_MS = 10_000;
const KEEP_ALIVE = { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 };

/**
 * Creates a typed client that reads events. Queries are batched over HTTP. Live events use one WebSocket, which is open
 * only while there are listeners. Browsers cannot set headers on a WebSocket, so `headers` are sent as the first message.
 * Cookies are sent with both.
 *
 * @example
 * const client = createQueryClient({ url: "https://analytics.example.com" });
 * const { items } = await client.api.list_latest.query({ limit: 10 });
 */
export function createQueryClient({ url, headers }: QueryClientOptions): QueryClient {
  const endpoint = new URL("trpc", toBaseUrl(url)).href;
  const listeners = new Set<() => void>();

  const socket = createWSClient({
    url: endpoint.replace(/^http/, "ws"),
    connectionParams: headers && (async () => (typeof headers === "function" ? await headers() : headers)),
    retryDelayMs: (attempt) => backoffMs(attempt + 1),
    lazy: { enabled: true, closeMs: IDLE_CLOSE_MS },
    keepAlive: KEEP_ALIVE,
  });
  const api = createTRPCClient<AppRouter>({
    links: [
      nameErrors,
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: wsLink({ client: socket }),
        false: httpBatchLink({ url: endpoint, headers, maxURLLength: MAX_URL_LENGTH }),
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

function toBaseUrl(url: string): URL {
  const { location } = globalThis as { location?: { href: string } };
  const directory = url.endsWith("/") ? url : `${url}/`;

  return new URL(directory, location?.href);
}
