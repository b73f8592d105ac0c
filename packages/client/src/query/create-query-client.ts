import { openConnection } from "./open-connection.ts";
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
  /**
   * The WebSocket of live events. Default: the global one, which browsers and Node 22 have.
   *
   * @example
   * import { WebSocket } from "ws";
   *
   * createQueryClient({ url, WebSocket });
   */
  WebSocket?: new (url: string) => object;
}

type HeaderFields = Record<string, string>;

/**
 * Creates a typed client that reads events. Queries are batched over HTTP. Live events use one WebSocket, which is open
 * only while there are listeners. Browsers cannot set headers on a WebSocket, so `headers` are sent as the first message.
 * Cookies are sent with both. Where a proxy does not let WebSockets through, live events are fetched every 3 seconds.
 *
 * @example
 * const client = createQueryClient({ url: "https://analytics.example.com" });
 * const { items } = await client.api.list_latest.query({ limit: 10 });
 */
export function createQueryClient(options: QueryClientOptions): QueryClient {
  return openConnection(options).client;
}
