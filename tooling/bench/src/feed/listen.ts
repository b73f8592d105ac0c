import { once } from "node:events";
import { WebSocket } from "ws";
import type { Histogram } from "./histogram.ts";
import { addLatency, emptyHistogram } from "./histogram.ts";

/** What a listening process is told: to listen, to say how much has arrived, and to sum up. */
export type ListenerOrder =
  | { do: "listen"; url: string; cookie: string; sockets: number; events: number; epoch: number }
  | { do: "count" }
  | { do: "sum up"; storedAt: Float64Array };

/** The answers, in the order of the orders. */
export type ListenerAnswer =
  | { is: "listening" }
  | { is: "count"; arrived: number; closed: number }
  | ({ is: "summary" } & ListenerSummary);

interface ListenerSummary {
  latencies: Histogram;
  /** Pairs of an event and a socket that it reached, did not reach, and reached once more. */
  arrived: number;
  lost: number;
  twice: number;
  /** How often a socket was told to load the history anew, because it had fallen too far behind. */
  resyncs: number;
  /** Sockets that the server closed. */
  closed: number;
}

const openedAtOnce = 20;
/** What stands between the id of an event and its name. */
const eventMark = '","name":"';
const resyncMark = '{"type":"resync"}';

/** The sockets of one process. When an event first reached each of them is kept in milliseconds since `epoch`. */
function createListeners({ url, cookie, sockets, events, epoch }: ListenerOrder & { do: "listen" }) {
  const arrivals = new Float32Array(sockets * events).fill(Number.NaN);
  let [arrived, twice, resyncs, closed] = [0, 0, 0, 0];

  /** Whether there were events in a message. */
  function take(socket: number, message: Buffer): boolean {
    const now = performance.timeOrigin + performance.now() - epoch;
    let place = message.indexOf(eventMark);
    const hasEvents = place !== -1;

    while (place !== -1) {
      note(socket, Number.parseInt(message.toString("latin1", place - 12, place), 16), now);
      place = message.indexOf(eventMark, place + eventMark.length);
    }

    return hasEvents;
  }

  function note(socket: number, event: number, now: number): void {
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
      if (take(number, message)) return;
      if (message.equals(ping)) socket.send("PONG");
      if (message.includes(resyncMark)) resyncs++;
      if (message.includes('"heartbeat"')) listening.resolve();
      if (message.includes('"error"')) listening.reject(new Error(message.toString()));
    });
    // What fails is closed next, and counted there.
    socket.on("error", () => undefined);
    socket.on("close", () => closed++);
    socket.send(JSON.stringify(subscription));
    await listening.promise;
  }

  return {
    async openAll() {
      for (let first = 0; first < sockets; first += openedAtOnce) {
        const count = Math.min(openedAtOnce, sockets - first);
        await Promise.all(Array.from({ length: count }, (_, index) => open(first + index)));
      }
    },
    count: () => ({ arrived, closed }),
    sumUp(storedAt: Float64Array): ListenerSummary {
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

const ping = Buffer.from("PING");
let listeners: ReturnType<typeof createListeners> | undefined;

process.on("message", async (order: ListenerOrder) => {
  switch (order.do) {
    case "listen":
      listeners = createListeners(order);
      await listeners.openAll();
      tell({ is: "listening" });
      break;
    case "count":
      tell({ is: "count", ...(listeners?.count() ?? { arrived: 0, closed: 0 }) });
      break;
    case "sum up":
      if (listeners) tell({ is: "summary", ...listeners.sumUp(order.storedAt) });
  }
});
process.once("disconnect", () => process.exit(0));

function tell(answer: ListenerAnswer): void {
  process.send?.(answer);
}
