/** A captured event. It is serialized at capture, so later changes to its metadata have no effect. */
export interface QueuedEvent {
  id: string;
  json: string;
  /** Size of `json` in UTF-8 bytes. */
  bytes: number;
  /** How often the server responded that it cannot store the event now. */
  attempts: number;
  /** Milliseconds of `performance.now()`. */
  queuedAt: number;
  /** Key of the event in persistent storage. */
  name?: string;
}

/** Events in the order they were captured. When the queue is full, the oldest are dropped. */
export interface Queue {
  readonly size: number;
  /** Appends an event. Returns the events that were dropped to make room. */
  add(event: QueuedEvent): QueuedEvent[];
  /**
   * Takes events from the front: at most `count` events and `bytes` bytes, but always one event unless `bytes` is 0
   * or less. `onlyOwn` skips events that other tabs added.
   */
  take(count: number, bytes: number, onlyOwn?: boolean): QueuedEvent[];
  /** Returns taken events to the front, in order. Returns the events that were dropped to make room. */
  putBack(events: readonly QueuedEvent[]): QueuedEvent[];
  /** Removes taken events permanently. */
  remove(events: readonly QueuedEvent[]): void;
}

/** Limits the memory of a queue whose events are large: 64 MB. */
const MAX_QUEUE_BYTES = 64 * 1024 * 1024;

/** A queue in memory. */
export function createQueue(limit: number, maxBytes: number = MAX_QUEUE_BYTES): Queue {
  let events: QueuedEvent[] = [];
  let queuedBytes = 0;

  const sumBytes = (some: readonly QueuedEvent[]) => some.reduce((sum, { bytes }) => sum + bytes, 0);

  function trim(): QueuedEvent[] {
    let excess = Math.max(0, events.length - limit);
    let keptBytes = queuedBytes - sumBytes(events.slice(0, excess));
    while (keptBytes > maxBytes) keptBytes -= events[excess++]!.bytes;
    queuedBytes = keptBytes;

    return excess > 0 ? events.splice(0, excess) : [];
  }

  return {
    get size() {
      return events.length;
    },

    add(event) {
      events.push(event);
      queuedBytes += event.bytes;
      return trim();
    },

    take(count, bytes) {
      const taken = events.splice(
        0,
        countFitting(events, (event) => event.bytes, count, bytes),
      );
      queuedBytes -= sumBytes(taken);

      return taken;
    },

    putBack(returned) {
      events = [...returned, ...events];
      queuedBytes += sumBytes(returned);
      return trim();
    },

    remove() {},
  };
}

/**
 * Counts how many elements from the front fit into `count` elements and `bytes` bytes, with one byte per separator.
 * At least one, unless `bytes` is 0 or less.
 */
export function countFitting<Element>(
  elements: readonly Element[],
  getBytes: (element: Element) => number,
  count: number,
  bytes: number,
): number {
  let fitting = 0;
  let sum = 0;
  while (fitting < count && fitting < elements.length) {
    sum += getBytes(elements[fitting]!) + 1;
    if (sum > bytes && (fitting > 0 || bytes <= 0)) break;
    fitting++;
  }

  return fitting;
}
