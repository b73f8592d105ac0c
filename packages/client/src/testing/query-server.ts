import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { initTRPC, tracked, TRPCError } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer } from "ws";
import type { StoredEvent } from "../query/index.ts";

/** An action of the test feed for one listener. */
type FeedAction =
  | { send: [cursor: string, message: FeedMessage] }
  | "end"
  | "fail"
  | { reject: "UNAUTHORIZED" | "FORBIDDEN" };

type FeedMessage =
  { type: "events"; events: StoredEvent[]; announced: boolean } | { type: "heartbeat" } | { type: "resync" };

interface Context {
  authorization: string | undefined;
}

export interface QueryServer extends AsyncDisposable {
  url: string;
  /** The inputs of all subscriptions. */
  subscriptions: { name?: string; lastEventId?: string }[];
  /** The authorization of each request or connection. */
  authorizations: (string | undefined)[];
  /** The HTTP method of each request. */
  methods: (string | undefined)[];
  /** Performs an action on the current or the next listener. */
  act(action: FeedAction): Promise<void>;
  /** The inputs of all requests for new events. */
  polls: { lastEventId?: string }[];
  /** Keeps a message for the next request for new events. */
  keep(cursor: string, message: FeedMessage): void;
  /** Rejects requests for new events. */
  rejectPolls(code: "UNAUTHORIZED" | "FORBIDDEN"): void;
  /** Refuses new WebSockets, as a proxy does that does not know them. */
  blockSockets(areBlocked: boolean): void;
  /** Terminates every WebSocket without a close frame. */
  terminateConnections(): void;
}

/** Starts a server with a few procedures of the API, whose feed is controlled by the test. */
export async function startQueryServer(): Promise<QueryServer> {
  const subscriptions: QueryServer["subscriptions"] = [];
  const authorizations: (string | undefined)[] = [];
  const methods: (string | undefined)[] = [];
  const polls: QueryServer["polls"] = [];
  let kept: { cursor: string; messages: FeedMessage[] } = { cursor: "0.start", messages: [] };
  let areSocketsBlocked = false;
  let pollRejection: "UNAUTHORIZED" | "FORBIDDEN" | null = null;
  let pending: { action: FeedAction; onStart: () => void }[] = [];
  let wake = () => {};

  const t = initTRPC.context<Context>().create();
  const reject = (code: "UNAUTHORIZED" | "FORBIDDEN") =>
    t.procedure.query(() => {
      throw new TRPCError({ code, message: `Rejected: ${code}.` });
    });

  const router = t.router({
    names: t.procedure.query(({ ctx }) => {
      authorizations.push(ctx.authorization);
      return [{ name: "order.placed" }];
    }),
    list_latest: t.procedure
      .input((input) => input as { filter: { sku: string[] } })
      .query(({ input }) => ({ items: input.filter.sku })),
    newEvents: t.procedure
      .input((input) => (input ?? {}) as QueryServer["polls"][number])
      .query(({ input }) => {
        polls.push(input);
        if (pollRejection) throw new TRPCError({ code: pollRejection });
        const { cursor, messages } = kept;
        kept = { cursor, messages: [] };
        return { cursor, messages };
      }),
    aggregate: reject("UNAUTHORIZED"),
    funnel: reject("FORBIDDEN"),
    onEvent: t.procedure
      .input((input) => input as QueryServer["subscriptions"][number])
      .subscription(async function* ({ ctx, input, signal }) {
        authorizations.push(ctx.authorization);
        subscriptions.push(input);

        while (!signal?.aborted) {
          const next = pending.shift();
          if (!next) {
            await new Promise<void>((resolve) => {
              wake = resolve;
              signal?.addEventListener("abort", () => resolve());
            });
            continue;
          }
          next.onStart();
          const { action } = next;
          if (action === "end") return;
          if (action === "fail") throw new TRPCError({ code: "INTERNAL_SERVER_ERROR" });
          if ("reject" in action) throw new TRPCError({ code: action.reject });
          yield tracked(...action.send);
        }
      }),
  });

  const server = createServer(
    createHTTPHandler({
      router,
      basePath: "/trpc/",
      maxBatchSize: 20,
      allowMethodOverride: true,
      createContext({ req }): Context {
        methods.push(req.method);
        return { authorization: req.headers.authorization };
      },
    }),
  );
  const sockets = new WebSocketServer({ server, path: "/trpc", verifyClient: () => !areSocketsBlocked });
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
    polls,
    keep(cursor, message) {
      kept = { cursor, messages: [...kept.messages, message] };
    },
    rejectPolls(code) {
      pollRejection = code;
    },
    blockSockets(areBlocked) {
      areSocketsBlocked = areBlocked;
    },
    authorizations,
    methods,
    act: (action) =>
      new Promise((onStart) => {
        pending.push({ action, onStart });
        wake();
      }),
    terminateConnections() {
      for (const socket of sockets.clients) socket.terminate();
    },
    async [Symbol.asyncDispose]() {
      pending = [];
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Creates an event as the feed sends it. */
export function createStoredEvent(id: string, name = "order.placed"): StoredEvent {
  return {
    id,
    name,
    title: null,
    user: null,
    isUnverified: false,
    changedFields: null,
    isImported: false,
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
