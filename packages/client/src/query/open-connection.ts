import type { AppRouter } from "@admin-events/api";
import type { Operation, TRPCLink } from "@trpc/client";
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink } from "@trpc/client";
import { backoffMs } from "../delivery/retry.ts";
import type { QueryClientOptions } from "./create-query-client.ts";
import { nameErrors } from "./errors.ts";
import { listen } from "./listen.ts";
import { createSocketStatus } from "./socket-status.ts";
import type { QueryClient } from "./types.ts";

export { backoffMs };

// Many proxies and servers reject longer URLs. Longer batches are split.
const MAX_URL_LENGTH = 4_000;
// The server accepts 20 calls per batch.
const MAX_CALLS_PER_BATCH = 20;
// In an encoded URL, path and parameters take the rest.
const MAX_INPUT_LENGTH_IN_URL = 3_000;
const IDLE_CLOSE_MS = 10_000;
const KEEP_ALIVE = { enabled: true, intervalMs: 15_000, pongTimeoutMs: 5_000 };

const NO_WEBSOCKET =
  "This environment has no WebSocket, which live events need. Use Node 22 or newer, or pass `WebSocket` of the package ws.";

/** A query client and the tRPC links below it. */
export interface QueryConnection {
  client: QueryClient;
  /** For other tRPC clients, such as React hooks: they share the client's socket, backoff and error classes. */
  links: TRPCLink<AppRouter>[];
}

/** Opens what a query client needs. Used by `createQueryClient` and the panel; not part of the published package. */
export function openConnection({ url, headers, ...options }: QueryClientOptions): QueryConnection {
  const endpoint = new URL("trpc", toBaseUrl(url)).href;
  const listeners = new Set<() => void>();

  const status = createSocketStatus();
  const WebSocketClass = (options.WebSocket ?? globalThis.WebSocket) as typeof WebSocket | undefined;

  const socket = createWSClient({
    // Queries need none, and nothing is opened before the first listener.
    WebSocket: WebSocketClass ?? (class {} as unknown as typeof WebSocket),
    url: endpoint.replace(/^http/, "ws"),
    onOpen: status.onOpen,
    onClose: status.onClose,
    connectionParams: headers && (async () => (typeof headers === "function" ? await headers() : headers)),
    retryDelayMs: (attempt) => backoffMs(attempt + 1),
    lazy: { enabled: true, closeMs: IDLE_CLOSE_MS },
    keepAlive: KEEP_ALIVE,
  });
  const http = { url: endpoint, headers, maxItems: MAX_CALLS_PER_BATCH };
  const links: TRPCLink<AppRouter>[] = [
    nameErrors,
    splitLink({
      condition: (operation) => operation.type === "subscription",
      true: wsLink({ client: socket }),
      false: splitLink({
        condition: isTooLongForUrl,
        true: httpBatchLink({ ...http, methodOverride: "POST" }),
        false: httpBatchLink({ ...http, maxURLLength: MAX_URL_LENGTH }),
      }),
    }),
  ];
  const api = createTRPCClient<AppRouter>({ links });

  return {
    links,
    client: {
      api,

      onEvent(filter, listener) {
        if (!WebSocketClass) {
          listener.onState?.("rejected", new Error(NO_WEBSOCKET));
          return () => undefined;
        }
        const stop = listen(api, status, filter, listener);
        listeners.add(stop);

        return () => {
          listeners.delete(stop);
          stop();
          // Otherwise it would be tried for as long as the page is open.
          if (listeners.size === 0 && status.isBlocked()) void socket.close();
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

function isTooLongForUrl({ type, input }: Pick<Operation, "type" | "input">): boolean {
  if (type !== "query" || input === undefined) return false;

  return encodeURIComponent(JSON.stringify(input)).length > MAX_INPUT_LENGTH_IN_URL;
}

function toBaseUrl(url: string): URL {
  const { location } = globalThis as { location?: { href: string } };
  const directory = url.endsWith("/") ? url : `${url}/`;

  return new URL(directory, location?.href);
}
