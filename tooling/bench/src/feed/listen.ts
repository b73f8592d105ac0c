import { once } from "node:events";
import { WebSocket } from "ws";
import type { Histogram } from "./histogram.ts";
import { addLatency, emptyHistogram } from "./histogram.ts";

/** From the bench to a listener process. */
export type ListenerCommand =
  | { do: "listen"; url: string; cookie: string; sockets: number; events: number; epoch: number }
  | { do: "count" }
  | { do: "summarize"; storedAt: Float64Array };

/** The replies, in the order of the commands. */
export type ListenerReply =
  | { is: "listening" }
  | { is: "count"; arrived: number; closed: number }
  | ({ is: "summary" } & ListenerSummary);

interface ListenerSummary {
  latencies: Histogram;
  /** Pairs of an event and a socket that it reached, did not reach, and reached twice. */
  arrived: number;
  lost: number;
  twice: number;
  /** How often a socket was told to reload the history because it was too far behind. */
  resyncs: number;
  /** Sockets that the server closed. */
  closed: number;
}

const OPENING_AT_ONCE = 20;
/** Follows the id of an event in a message. */
const AFTER_EVENT_ID = '","name":"';
const RESYNC_MESSAGE = '{"type":"resync"}';

/** The sockets of one process. Stores when each event first reached each socket, in milliseconds since `epoch`. */
function createListeners({ url, cookie, sockets, events, epoch }: ListenerCommand & { do: "listen" }) {
  const arrivals = new Float32Array(sockets * events).fill(Number.NaN);
  let [arrived, twice, resyncs, closed] = [0, 0, 0, 0];

  /** Records the events of a message. @returns whether there were any. */
  function recordEvents(socket: number, message: Buffer): boolean {
    const now = performance.timeOrigin + performance.now() - epoch;
    let index = message.indexOf(AFTER_EVENT_ID);
    const hasEvents = index !== -1;

    while (index !== -1) {
      recordArrival(socket, Number.parseInt(message.toString("latin1", index - 12, index), 16), now);
      index = message.indexOf(AFTER_EVENT_ID, index + AFTER_EVENT_ID.length);
    }

    return hasEvents;
  }

  function recordArrival(socket: number, event: number, now: number): void {
    const index = socket * events + event;
    if (Number.isNaN(arrivals[index])) {
      arrivals[index] = now;
      arrived++;
    } else {
      twice++;
    }
  }

  async function open(number: number): Promise<void> {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`, { headers: { cookie } });
    await once(socket, "open");
    const subscription = { id: 1, method: "subscription", params: { path: "onEvent", input: {} } };
    const listening = Promise.withResolvers<void>();

    socket.on("message", (message: Buffer) => {
      if (recordEvents(number, message)) return;
      if (message.equals(PING)) socket.send("PONG");
      if (message.includes(RESYNC_MESSAGE)) resyncs++;
      if (message.includes('"heartbeat"')) listening.resolve();
      if (message.includes('"error"')) listening.reject(new Error(message.toString()));
    });
    // A failed socket is closed next, and counted there.
    socket.on("error", () => undefined);
    socket.on("close", () => closed++);
    socket.send(JSON.stringify(subscription));
    await listening.promise;
  }

  return {
    async openAll() {
      for (let first = 0; first < sockets; first += OPENING_AT_ONCE) {
        const count = Math.min(OPENING_AT_ONCE, sockets - first);
        await Promise.all(Array.from({ length: count }, (_, index) => open(first + index)));
      }
    },
    count: () => ({ arrived, closed }),
    summarize(storedAt: Float64Array): ListenerSummary {
      const latencies = emptyHistogram();
      let lost = 0;

      for (const [index, arrival] of arrivals.entries()) {
        const stored = storedAt[index % events] ?? Number.NaN;
        if (Number.isNaN(stored)) continue;
        if (Number.isNaN(arrival)) lost++;
        else addLatency(latencies, arrival - stored);
      }

      return { latencies, arrived, lost, twice, resyncs, closed };
    },
  };
}

const PING = Buffer.from("PING");
let listeners: ReturnType<typeof createListeners> | undefined;

process.on("message", async (command: ListenerCommand) => {
  switch (command.do) {
    case "listen":
      listeners = createListeners(command);
      await listeners.openAll();
      reply({ is: "listening" });
      break;
    case "count":
      reply({ is: "count", ...(listeners?.count() ?? { arrived: 0, closed: 0 }) });
      break;
    case "summarize":
      if (listeners) reply({ is: "summary", ...listeners.summarize(command.storedAt) });
  }
});
process.once("disconnect", () => process.exit(0));

function reply(message: ListenerReply): void {
  process.send?.(message);
}
