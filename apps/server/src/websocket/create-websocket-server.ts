import type { AppRouter } from "@admin-events/api";
import { appRouter } from "@admin-events/api";
import { applyWSSHandler, jsonEncoder } from "@trpc/server/adapters/ws";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { isAuthenticated } from "../auth/resolve-caller.ts";
import { getClientAddress } from "../http/client-address.ts";
import type { Origins } from "../http/origins.ts";
import { finishesWithin } from "../lifecycle/finishes-within.ts";
import type { Log } from "../log.ts";
import type { ContextDeps } from "../trpc/create-context.ts";
import { createRequestContext } from "../trpc/create-context.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";
import { createConnectionLimit } from "./connection-limit.ts";
import { limitSubscriptions } from "./limit-subscriptions.ts";
import { shareEncodedMessages } from "./share-encoded-messages.ts";

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_BUFFERED_BYTES = 2 * 1024 * 1024;
const MAX_SUBSCRIPTIONS = 10;
const CLOSE_TIMEOUT_MS = 1_000;

/** The WebSocket API at `/trpc`. */
export interface LiveServer {
  /** Asks clients to reconnect to another process, and accepts no new connections. */
  drain: () => void;
  /** Closes every connection; those that do not answer within a second are cut. */
  close: () => Promise<void>;
}

export interface LiveServerDeps {
  server: Server;
  context: ContextDeps;
  origins: Origins;
  log: Log;
  trustProxy: boolean;
  /** Whether another listener handles this upgrade. */
  isHandledElsewhere?: (request: IncomingMessage) => boolean;
}

export function createWebSocketServer({
  server,
  context,
  origins,
  log,
  trustProxy,
  isHandledElsewhere = () => false,
}: LiveServerDeps): LiveServer {
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    WebSocket: BoundedWebSocket,
  });
  const limit = createConnectionLimit();
  const releaseBySocket = new WeakMap<object, () => void>();
  let isOpen = true;

  const { broadcastReconnectNotification } = applyWSSHandler<AppRouter>({
    wss,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 5_000 },
    experimental_encoder: shareEncodedMessages(jsonEncoder),
    async createContext({ req: { headers, socket: connection }, info: { connectionParams }, res }) {
      const socket = res as WebSocket;
      const credentials = { headers, connectionParams, ip: connection.remoteAddress };
      const ctx = await createRequestContext(context, credentials, randomUUID());
      if (isAuthenticated(ctx.actor)) releaseBySocket.get(socket)?.();
      const feed = limitSubscriptions(ctx.runtime.feed, MAX_SUBSCRIPTIONS);

      return {
        ...ctx,
        runtime: { ...ctx.runtime, feed },
        async isStillAuthorized(maxAgeMs) {
          const isStillAuthorized = await ctx.isStillAuthorized(maxAgeMs);
          // In the next turn of the event loop, after the error response.
          if (!isStillAuthorized) setImmediate(() => socket.close(1008, "Authorization has ended"));

          return isStillAuthorized;
        },
      };
    },
    onError(failure) {
      const isConnectionError = failure.type === "unknown" && failure.ctx !== undefined;
      if (!isConnectionError) logInternalErrors(log)(failure);
    },
  });

  wss.on("connection", (socket) => {
    socket.on("error", (error) => log.info({ error }, "WebSocket failed"));
  });

  server.on("upgrade", (request, stream, head) => {
    if (isHandledElsewhere(request)) return;
    stream.on("error", (error) => log.info({ error }, "WebSocket upgrade failed"));

    const rejection = findRejection(request);
    const release = rejection ? null : limit.acquire(getClientAddress(request, trustProxy));
    if (!release) {
      reject(stream, rejection ?? "429 Too Many Requests");
      return;
    }

    stream.once("close", release);
    wss.handleUpgrade(request, stream, head, (socket) => {
      releaseBySocket.set(socket, release);
      wss.emit("connection", socket, request);
    });
  });

  function findRejection({ url = "", headers: { origin } }: IncomingMessage): string | null {
    if (!isOpen) return "503 Service Unavailable";
    if (url.split("?")[0] !== "/trpc") return "404 Not Found";
    // Browsers always send Origin. Other programs have no visitor's cookie to abuse.
    return origin === undefined || origins.canOpenSocket(origin) ? null : "403 Forbidden";
  }

  return {
    drain() {
      isOpen = false;
      broadcastReconnectNotification();
    },
    async close() {
      isOpen = false;
      const closed = Array.from(wss.clients, (socket) => once(socket, "close"));
      for (const socket of wss.clients) socket.close(1001, "Server is stopping");

      await finishesWithin(CLOSE_TIMEOUT_MS, Promise.all(closed));
      for (const socket of wss.clients) socket.terminate();
      wss.close();
    },
  };
}

/**
 * Closes with "try again later" when the client does not keep up, because tRPC would buffer without limit. Buffers hold
 * encoded text.
 */
class BoundedWebSocket extends WebSocket {
  override send(data: SendData, options?: SendOptions | SendCallback, callback?: SendCallback): void {
    if (this.bufferedAmount > MAX_BUFFERED_BYTES) this.close(1013, "Client reads too slowly");
    else if (Buffer.isBuffer(data)) super.send(data, { binary: false });
    else if (typeof options === "object") super.send(data, options, callback);
    else super.send(data, options);
  }
}

type SendData = Parameters<WebSocket["send"]>[0];
type SendOptions = Parameters<WebSocket["send"]>[1];
type SendCallback = Parameters<WebSocket["send"]>[2];

function reject(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
