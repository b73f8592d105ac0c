import type { Actor, AppRouter } from "@admin-events/api";
import { appRouter } from "@admin-events/api";
import { applyWSSHandler, jsonEncoder } from "@trpc/server/adapters/ws";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { ContextParts } from "../trpc/create-context.ts";
import { contextForRequest } from "../trpc/create-context.ts";
import { clientAddress } from "../http/client-address.ts";
import type { Origins } from "../http/origins.ts";
import { limitListeners } from "./limit-subscriptions.ts";
import { limitStrangers } from "./connection-limit.ts";
import type { Log } from "../log.ts";
import { logInternalErrors } from "../trpc/log-internal-errors.ts";
import { shareEncoded } from "./share-encoded-messages.ts";
import { withinTime } from "../lifecycle/finishes-within.ts";

/** The live feed's WebSockets, at `/trpc`. */
export interface Sockets {
  /** Asks every client to connect again, to a process that goes on, and takes no more connections. */
  sendAway: () => void;
  /** Ends every connection, politely for a second. */
  close: () => Promise<void>;
}

export interface SocketsOptions {
  server: Server;
  context: ContextParts;
  origins: Origins;
  log: Log;
  trustProxy: boolean;
  /** Whether another listener of the server takes this upgrade. */
  isForeign?: (request: IncomingMessage) => boolean;
}

const largestMessage = 64 * 1024;
const mostBuffered = 2 * 1024 * 1024;
const mostSubscriptions = 10;
const politeness = 1_000;

/**
 * A socket that is closed, with "try again later", when its reader does not keep up: tRPC would buffer without end. Bytes
 * are text that is encoded already.
 */
class BoundedSocket extends WebSocket {
  override send(data: Sent, options?: SendOptions | Callback, callback?: Callback): void {
    if (this.bufferedAmount > mostBuffered) this.close(1013, "Reads too slowly");
    else if (Buffer.isBuffer(data)) super.send(data, { binary: false });
    else if (typeof options === "object") super.send(data, options, callback);
    else super.send(data, options);
  }
}

type Sent = Parameters<WebSocket["send"]>[0];
type SendOptions = Parameters<WebSocket["send"]>[1];
type Callback = Parameters<WebSocket["send"]>[2];

export function openSockets({
  server,
  context,
  origins,
  log,
  trustProxy,
  isForeign = () => false,
}: SocketsOptions): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    WebSocket: BoundedSocket,
  });
  const strangers = limitStrangers();
  const placeOf = new WeakMap<object, () => void>();
  let isOpen = true;

  const { broadcastReconnectNotification } = applyWSSHandler<AppRouter>({
    wss: sockets,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: 30_000, pongWaitMs: 5_000 },
    experimental_encoder: shareEncoded(jsonEncoder),
    async createContext({ req: { headers, socket: connection }, info: { connectionParams }, res }) {
      const socket = res as WebSocket;
      const credentials = { headers, connectionParams, ip: connection.remoteAddress };
      const ofConnection = await contextForRequest(context, credentials, randomUUID());
      if (isSomebody(ofConnection.actor)) placeOf.get(socket)?.();
      const feed = limitListeners(ofConnection.runtime.feed, mostSubscriptions);

      return {
        ...ofConnection,
        runtime: { ...ofConnection.runtime, feed },
        async isStillAuthorized(maxAge) {
          const isStillAuthorized = await ofConnection.isStillAuthorized(maxAge);
          // After the answer, which is underway by the next turn of the event loop.
          if (!isStillAuthorized) setImmediate(() => socket.close(1008, "The sign-in has ended"));

          return isStillAuthorized;
        },
      };
    },
    onError(failure) {
      const isSocketItself = failure.type === "unknown" && failure.ctx !== undefined;
      if (!isSocketItself) logInternalErrors(log)(failure);
    },
  });

  sockets.on("connection", (socket) => {
    socket.on("error", (error) => log.info({ error }, "A WebSocket failed."));
  });

  server.on("upgrade", (request, stream, head) => {
    if (isForeign(request)) return;
    stream.on("error", (error) => log.info({ error }, "A connection failed while it became a WebSocket."));

    const refusal = refusalFor(request);
    const leave = refusal ? null : strangers.letIn(clientAddress(request, trustProxy));
    if (!leave) {
      refuse(stream, refusal ?? "429 Too Many Requests");
      return;
    }

    stream.once("close", leave);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      placeOf.set(socket, leave);
      sockets.emit("connection", socket, request);
    });
  });

  function refusalFor({ url = "", headers: { origin } }: IncomingMessage): string | null {
    if (!isOpen) return "503 Service Unavailable";
    if (url.split("?")[0] !== "/trpc") return "404 Not Found";
    // A browser always says where the page comes from, and other programs have no visitor's cookie.
    return origin === undefined || origins.mayOpenSocket(origin) ? null : "403 Forbidden";
  }

  return {
    sendAway() {
      isOpen = false;
      broadcastReconnectNotification();
    },
    async close() {
      isOpen = false;
      const closed = Array.from(sockets.clients, (socket) => once(socket, "close"));
      for (const socket of sockets.clients) socket.close(1001, "The server stops");

      await withinTime(politeness, Promise.all(closed));
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function isSomebody({ kind }: Actor): boolean {
  return kind !== "anonymous" && kind !== "refused";
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
