import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { initTRPC, tracked, TRPCError } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import type { StoredEvent } from "../query/index.ts";

/** What the feed does with one listener: tell it something, end, fail, or refuse it. */
type FeedAction =
  | { tell: [cursor: string, message: FeedMessage] }
  | "end"
  | "fail"
  | { refuse: "UNAUTHORIZED" | "FORBIDDEN" };

type FeedMessage =
  { type: "events"; events: StoredEvent[]; announced: boolean } | { type: "heartbeat" } | { type: "resync" };

interface Context {
  authorization: string | undefined;
}

export interface QueryServer extends AsyncDisposable {
  url: string;
  /** The inputs of every subscription so far. */
  subscriptions: { name?: string; lastEventId?: string }[];
  /** The authorization each request or connection came with. */
  authorizations: (string | undefined)[];
  /** Does something with the listener there is, waiting for one if need be. */
  act(action: FeedAction): Promise<void>;
  /** Cuts every WebSocket without a goodbye. */
  cutConnections(): void;
}

/** A server with a few procedures of the API's shape over HTTP and WebSocket, whose feed does what the test says. */
export async function startQueryServer(): Promise<QueryServer> {
  const subscriptions: QueryServer["subscriptions"] = [];
  const authorizations: (string | undefined)[] = [];
  let inbox: { action: FeedAction; taken: () => void }[] = [];
  let wake = () => {};

  const t = initTRPC.context<Context>().create();
  const refuse = (code: "UNAUTHORIZED" | "FORBIDDEN") =>
    t.procedure.query(() => {
      throw new TRPCError({ code, message: `Refused: ${code}.` });
    });

  const router = t.router({
    names: t.procedure.query(({ ctx }) => {
      authorizations.push(ctx.authorization);
      return [{ name: "order.placed" }];
    }),
    aggregate: refuse("UNAUTHORIZED"),
    funnel: refuse("FORBIDDEN"),
    onEvent: t.procedure
      .input((input) => input as QueryServer["subscriptions"][number])
      .subscription(async function* ({ ctx, input, signal }) {
        authorizations.push(ctx.authorization);
        subscriptions.push(input);

        while (!signal?.aborted) {
          const next = inbox.shift();
          if (!next) {
            await new Promise<void>((resolve) => {
              wake = resolve;
              signal?.addEventListener("abort", () => resolve());
            });
            continue;
          }
          next.taken();
          const { action } = next;
          if (action === "end") return;
          if (action === "fail") throw new TRPCError({ code: "INTERNAL_SERVER_ERROR" });
          if ("refuse" in action) throw new TRPCError({ code: action.refuse });
          yield tracked(...action.tell);
        }
      }),
  });

  const server = createServer(
    createHTTPHandler({
      router,
      basePath: "/trpc/",
      createContext: ({ req }): Context => ({ authorization: req.headers.authorization }),
    }),
  );
  const sockets = new WebSocketServer({ server, path: "/trpc" });
  applyWSSHandler({
    wss: sockets,
    router,
    createContext: ({ info }): Context => ({ authorization: info.connectionParams?.authorization }),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    subscriptions,
    authorizations,
    act: (action) =>
      new Promise((taken) => {
        inbox.push({ action, taken });
        wake();
      }),
    cutConnections() {
      for (const socket of sockets.clients) socket.terminate();
    },
    async [Symbol.asyncDispose]() {
      inbox = [];
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** An event as the feed tells it. */
export function storedEvent(id: string, name = "order.placed"): StoredEvent {
  return {
    id,
    name,
    title: null,
    user: null,
    isUnverified: false,
    metadata: {},
    occurredAt: "2026-03-05T12:00:00.000Z",
    receivedAt: "2026-03-05T12:00:00.000Z",
    sessionId: null,
    actorRole: null,
    resourceType: null,
    resourceId: null,
    targetId: null,
    module: null,
    mode: null,
  };
}
