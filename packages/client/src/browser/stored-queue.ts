import type { QueuedEvent, Queue } from "../delivery/queue.ts";
import { fitting } from "../delivery/queue.ts";
import type { Store } from "../delivery/store.ts";

const maxBytes = 1_000_000;
/** Seven days. */
const maxAgeMs = 604_800_000;

/**
 * A queue that the tabs of a browser share and that outlives them. Each event has a name of its own in the store, so
 * that tabs never overwrite each other's: `e`, 8 digits of time, its id, 4 digits of size. Its text is a digit, how often it
 * was tried, and its JSON.
 */
export function createStoredQueue(store: Store, limit: number): Queue {
  const taken = new Set<string>();
  const ours = new Set<string>();

  const waiting = () => store.names("e").filter((name) => !taken.has(name));
  const queuedAt = (name: string) => parseInt(name.slice(1, 9), 36);
  const bytesOf = (name: string) => parseInt(name.slice(-4), 36);

  function read(name: string): QueuedEvent[] {
    const text = store.read(name);
    if (text === null) return [];

    return [
      {
        id: name.slice(9, -4),
        json: text.slice(1),
        bytes: bytesOf(name),
        attempts: Number(text[0]),
        // How old it is stands in its name.
        queuedAt: 0,
        name,
      },
    ];
  }

  /** The newest stay. */
  function trim(): QueuedEvent[] {
    let bytes = 0;
    const lost = waiting()
      .reverse()
      .filter(
        (name, place) =>
          place >= limit || (bytes += bytesOf(name)) > maxBytes || Date.now() - queuedAt(name) > maxAgeMs,
      )
      .flatMap(read);
    forget(lost);

    return lost;
  }

  function forget(events: readonly QueuedEvent[]): void {
    for (const { name = "" } of events) {
      taken.delete(name);
      ours.delete(name);
      store.remove(name);
    }
  }

  return {
    get size() {
      return waiting().length;
    },

    add({ id, json, bytes }) {
      const name = "e" + Date.now().toString(36) + id + bytes.toString(36).padStart(4, "0");
      ours.add(name);
      store.write(name, 0 + json);

      return trim();
    },

    take(count, bytes, onlyOurs) {
      const names = waiting().filter((name) => !onlyOurs || ours.has(name));
      const next = names.slice(0, fitting(names, bytesOf, count, bytes));
      for (const name of next) taken.add(name);

      return next.flatMap(read);
    },

    putBack(events) {
      for (const { name = "", attempts, json } of events) {
        taken.delete(name);
        // It may be gone by now: another tab delivered it, or the visitor opted out.
        if (store.read(name) !== null) store.write(name, attempts + json);
      }
      return trim();
    },

    forget,
  };
}
