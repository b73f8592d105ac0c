import type { QueuedEvent, Queue } from "../delivery/queue.ts";
import { countFitting } from "../delivery/queue.ts";
import type { Store } from "../delivery/store.ts";

const MAX_BYTES = 1_000_000;
/** Seven days. */
const MAX_AGE_MS = 604_800_000;

/**
 * Creates a queue that all tabs share and that survives page loads. Each event has its own name in the store, so tabs
 * never overwrite each other: `e`, 8 digits of time, the id, 4 digits of size. The value is one digit for the number
 * of attempts, followed by the JSON.
 */
export function createStoredQueue(store: Store, limit: number): Queue {
  const inFlight = new Set<string>();
  const own = new Set<string>();

  const waiting = () => store.list("e").filter((name) => !inFlight.has(name));
  const getQueuedAt = (name: string) => parseInt(name.slice(1, 9), 36);
  const getBytes = (name: string) => parseInt(name.slice(-4), 36);

  function read(name: string): QueuedEvent[] {
    const text = store.read(name);
    if (text === null) return [];

    return [
      {
        id: name.slice(9, -4),
        json: text.slice(1),
        bytes: getBytes(name),
        attempts: Number(text[0]),
        // This queue reads the age from the name.
        queuedAt: 0,
        name,
      },
    ];
  }

  function trim(): QueuedEvent[] {
    let bytes = 0;
    const dropped = waiting()
      .reverse()
      .filter(
        (name, index) =>
          index >= limit ||
          (bytes += getBytes(name)) > MAX_BYTES ||
          Date.now() - getQueuedAt(name) > MAX_AGE_MS,
      )
      .flatMap(read);
    remove(dropped);

    return dropped;
  }

  function remove(events: readonly QueuedEvent[]): void {
    for (const { name = "" } of events) {
      inFlight.delete(name);
      own.delete(name);
      store.remove(name);
    }
  }

  return {
    get size() {
      return waiting().length;
    },

    add({ id, json, bytes }) {
      const name = "e" + Date.now().toString(36) + id + bytes.toString(36).padStart(4, "0");
      own.add(name);
      store.write(name, 0 + json);

      return trim();
    },

    take(count, bytes, onlyOwn) {
      const names = waiting().filter((name) => !onlyOwn || own.has(name));
      const next = names.slice(0, countFitting(names, getBytes, count, bytes));
      for (const name of next) inFlight.add(name);

      return next.flatMap(read);
    },

    putBack(events) {
      for (const { name = "", attempts, json } of events) {
        inFlight.delete(name);
        // Another tab may have sent it, or the visitor may have opted out.
        if (store.read(name) !== null) store.write(name, attempts + json);
      }
      return trim();
    },

    remove,
  };
}

/**
 * Runs the function while no other tab does, so that one tab sends the events of all. Without Web Locks (old browsers,
 * pages without HTTPS, sandboxed frames) every tab sends; the server detects duplicates.
 */
export async function withTabLock(name: string, run: () => Promise<void>): Promise<void> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;

  await (locks ? locks.request(name, run).catch(run) : run());
}
