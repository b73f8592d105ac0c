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
}

/** Events in the order they happened, at most `limit` of them; when one too many comes, the oldest go. */
export interface Queue {
  readonly size: number;
  /** Appends; answers the events that had to go. */
  add(event: QueuedEvent): QueuedEvent[];
  /** Takes from the front: at most `count` events and `bytes` bytes, but one event however large unless `bytes` is 0. */
  take(count: number, bytes: number): QueuedEvent[];
  /** Puts events that were taken back to the front, in their order; answers the events that had to go. */
  putBack(events: readonly QueuedEvent[]): QueuedEvent[];
}

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
      let taken = 0;
      let size = 0;
      while (taken < count && taken < events.length) {
        size += events[taken]!.bytes;
        if (size > bytes && (taken > 0 || bytes <= 0)) break;
        taken++;
      }
      return events.splice(0, taken);
    },

    putBack(returned) {
      events = [...returned, ...events];
      return trim();
    },
  };
}
