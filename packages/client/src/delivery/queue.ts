/** An event as it waits: already written as JSON, so that later changes to its metadata do not reach it. */
export interface QueuedEvent {
  id: string;
  json: string;
  /** Size of `json` in UTF-8 bytes. */
  bytes: number;
  /** How often the server answered that it cannot take it now. */
  attempts: number;
  /** Milliseconds of `performance.now()`. */
  queuedAt: number;
  /** Where a queue that outlives the page keeps it. */
  name?: string;
}

/** Events in the order they happened. When more come than it may hold, the oldest go. */
export interface Queue {
  readonly size: number;
  /** Appends; answers the events that had to go. */
  add(event: QueuedEvent): QueuedEvent[];
  /**
   * Takes from the front: at most `count` events and `bytes` bytes, but one event however large unless `bytes` is 0.
   * `onlyOurs` leaves what other tabs added.
   */
  take(count: number, bytes: number, onlyOurs?: boolean): QueuedEvent[];
  /** Puts events that were taken back to the front, in their order; answers the events that had to go. */
  putBack(events: readonly QueuedEvent[]): QueuedEvent[];
  /** Events that were taken are settled: stored, or given up. */
  forget(events: readonly QueuedEvent[]): void;
}

/** A queue in memory. */
export function createQueue(limit: number): Queue {
  let events: QueuedEvent[] = [];

  const trim = () => (events.length > limit ? events.splice(0, events.length - limit) : []);

  return {
    get size() {
      return events.length;
    },

    add(event) {
      events.push(event);
      return trim();
    },

    take(count, bytes) {
      return events.splice(
        0,
        fitting(events, (event) => event.bytes, count, bytes),
      );
    },

    putBack(returned) {
      events = [...returned, ...events];
      return trim();
    },

    forget() {},
  };
}

/** How many, from the first, are at most `count` and `bytes` together, with a comma each; one always, unless `bytes` is 0. */
export function fitting<Element>(
  elements: readonly Element[],
  bytesOf: (element: Element) => number,
  count: number,
  bytes: number,
): number {
  let taken = 0;
  let sum = 0;
  while (taken < count && taken < elements.length) {
    sum += bytesOf(elements[taken]!) + 1;
    if (sum > bytes && (taken > 0 || bytes <= 0)) break;
    taken++;
  }

  return taken;
}
