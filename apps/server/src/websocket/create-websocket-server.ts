import type { AppRouter } from "@admin-events/api";
import { appRouter } from "@admin-events/api";
import { parseJson } from "@admin-events/core/json";
import { TRPCError } from "@trpc/server";
import type { Encoder } from "@trpc/server/adapters/ws";
import { applyWSSHandler, jsonEncoder } from "@trpc/server/adapters/ws";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { getConnectionOwner } from "../auth/resolve-caller.ts";
import { stripBasePath } from "../http/base-path.ts";
import type { Origins } from "../http/origins.ts";
import type { TrustedProxies } from "../http/trusted-proxies.ts";
import { finishesWithin } from "../lifecycle/finishes-within.ts";
import type { Log } from "../log.ts";
import type { ContextDeps } from "../trpc/create-context.ts";
import { createRequestContext } from "../trpc/create-context.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";
import type { ConnectionSlot } from "./connection-limit.ts";
import { createConnectionLimit } from "./connection-limit.ts";
import { limitSubscriptions } from "./limit-subscriptions.ts";
import { PacedWebSocket } from "./paced-websocket.ts";
import { shareEncodedMessages } from "./share-encoded-messages.ts";

const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_SUBSCRIPTIONS = 10;
/** On a slow line the ping waits behind what was sent before. */
const PONG_TIMEOUT_MS = 30_000;
const CLOSE_TIMEOUT_MS = 1_000;

/** The WebSocket API at `/trpc`, below the base path. */
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
  proxies: TrustedProxies;
  /** Whether another listener handles this upgrade. */
  isHandledElsewhere?: (request: IncomingMessage) => boolean;
}

export function createWebSocketServer({
  server,
  context,
  origins,
  log,
  proxies,
  isHandledElsewhere = () => false,
}: LiveServerDeps): LiveServer {
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    WebSocket: PacedWebSocket,
  });
  const limit = createConnectionLimit();
  const slotBySocket = new WeakMap<object, ConnectionSlot>();
  let isOpen = true;

  const { broadcastReconnectNotification } = applyWSSHandler<AppRouter>({
    wss,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: PONG_TIMEOUT_MS },
    experimental_encoder: shareEncodedMessages(protectedEncoder),
    async createContext({ req: request, info: { connectionParams }, res }) {
      const socket = res as PacedWebSocket;
      const ip = proxies.getClientAddress(request);
      const credentials = { headers: request.headers, connectionParams, ip };
      const ctx = await createRequestContext(context, credentials, randomUUID());
      const owner = getConnectionOwner(ctx.actor);
      if (owner && slotBySocket.get(socket)?.identify(owner) === false) {
        throw new TRPCError({
          code: "TOO_MANY_REQUESTS",
          message: "These credentials have too many open connections. Close some, or share one.",
        });
      }
      const feed = limitSubscriptions(ctx.runtime.feed, MAX_SUBSCRIPTIONS);

      return {
        ...ctx,
        runtime: { ...ctx.runtime, feed },
        waitForReader: () => socket.waitForReader(),
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
    let socket: PacedWebSocket | null = null;
    const evict = () => (socket ? socket.close(1013, "Too many connections") : stream.destroy());
    const slot = rejection ? null : limit.acquire(proxies.getClientAddress(request), evict);
    if (!slot) {
      reject(stream, rejection ?? "429 Too Many Requests");
      return;
    }

    stream.once("close", slot.release);
    wss.handleUpgrade(request, stream, head, (opened) => {
      socket = opened;
      slotBySocket.set(opened, slot);
      wss.emit("connection", opened, request);
    });
  });

  function findRejection(request: IncomingMessage): string | null {
    const { origin } = request.headers;
    if (!isOpen) return "503 Service Unavailable";
    const url = stripBasePath(request, origins.basePath, proxies);
    if (url?.split("?")[0] !== "/trpc") return "404 Not Found";
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

const protectedEncoder: Encoder = {
  ...jsonEncoder,
  decode: (data) => (typeof data === "string" ? parseJson(data) : jsonEncoder.decode(data)),
};

function reject(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
