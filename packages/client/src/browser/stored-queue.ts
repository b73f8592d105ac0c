import { attempt } from "../attempt.ts";
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

  /** Names in the store, kept until the end of the task because listing them for each event of a burst would be slow. */
  let listed: string[] | undefined;
  let listedBytes = 0;

  const getQueuedAt = (name: string) => parseInt(name.slice(1, 9), 36);
  const getBytes = (name: string) => parseInt(name.slice(-4), 36);

  function listAll(): string[] {
    if (!listed) {
      listed = store.list("e");
      listedBytes = listed.reduce((sum, name) => sum + getBytes(name), 0);
      void Promise.resolve().then(forget);
    }
    return listed;
  }
  const forget = () => (listed = undefined);
  const waiting = () => (inFlight.size > 0 ? listAll().filter((name) => !inFlight.has(name)) : listAll());

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

  /** Drops the oldest events, until the first that may stay. */
  function trim(): QueuedEvent[] {
    const names = listAll();
    let excess = waiting().length - limit;
    // The system clock may have been set meanwhile, so the age of this page's own events is unknown.
    const isTooOld = (name: string) => !own.has(name) && Date.now() - getQueuedAt(name) > MAX_AGE_MS;
    const dropped: QueuedEvent[] = [];
    let kept = 0;

    while (kept < names.length) {
      const name = names[kept]!;
      if (inFlight.has(name)) kept++;
      else if (excess > 0 || listedBytes > MAX_BYTES || isTooOld(name)) {
        excess--;
        dropped.push(...read(name));
        removeName(name);
      } else break;
    }
    return dropped;
  }

  function removeName(name: string): void {
    inFlight.delete(name);
    own.delete(name);
    store.remove(name);

    const index = listed?.indexOf(name) ?? -1;
    if (index < 0) return;
    listed?.splice(index, 1);
    listedBytes -= getBytes(name);
  }

  function remove(events: readonly QueuedEvent[]): void {
    for (const { name = "" } of events) removeName(name);
  }

  return {
    get size() {
      return waiting().length;
    },

    add({ id, json, bytes }) {
      const name = "e" + Date.now().toString(36) + id + bytes.toString(36).padStart(4, "0");
      const names = listAll();
      own.add(name);
      store.write(name, 0 + json);
      names.push(name);
      listedBytes += bytes;

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
      forget();
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
  const request = attempt(() => navigator.locks.request(name, run));

  await (request ? request.catch(run) : run());
}
