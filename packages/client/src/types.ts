import type { AnyCatalog, EventMetadata, EventName } from "@admin-events/catalog";

/** What every way of creating an analytics client needs to know. */
export interface AnalyticsOptions {
  /** Where the Admin Events server answers, like `https://analytics.example.com`. A path of its own is kept. */
  url: string;
  /** The API key: `pk_…` in a browser, `sk_…` or `pk_…` on a server. */
  key: string;
  /** How many waiting events make a batch full. Full batches are sent at once. */
  batchSize?: number;
  /** How long an event may wait for others before its batch is sent, in milliseconds. */
  flushIntervalMs?: number;
  /** How many events may wait, for instance while the server is away. Beyond it the oldest is dropped. */
  queueLimit?: number;
  /**
   * Told of every event that is lost and of every event the server stored with a remark.
   * Without it each kind of problem is written to the console once.
   */
  onError?: (problem: TrackingProblem) => void;
}

/** What may be said about one event besides its name and metadata. */
export interface TrackOptions {
  /** Who did it, in the app's own user ids. Default: the user of `identify`. `null` means nobody. */
  userId?: string | null;
  /** When it happened. Default: now. */
  timestamp?: Date;
  /** A UUIDv7 of the caller's own. The same id is stored once, however often it is sent. Default: a new one. */
  id?: string;
}

/** The arguments of `track` after the name: metadata may be left out when the schema requires no field. */
export type TrackArguments<C, Name extends EventName<C>> =
  Record<never, never> extends EventMetadata<C, Name>
    ? [metadata?: EventMetadata<C, Name>, options?: TrackOptions]
    : [metadata: EventMetadata<C, Name>, options?: TrackOptions];

/** Sends a catalog's events to Admin Events. */
export interface Analytics<C = AnyCatalog> {
  /**
   * Queues one event and answers its id. Never throws and never waits: what goes wrong is told to `onError`.
   *
   * @example
   * analytics.track("cart.item_added", { sku: "ember-blend", quantity: 2, price: 14.5 });
   */
  track: <Name extends EventName<C>>(name: Name, ...metadataAndOptions: TrackArguments<C, Name>) => string;

  /**
   * Names the user of the events that follow; `null` forgets them. Events already queued keep their user.
   *
   * @example
   * analytics.identify(user.id);
   */
  identify: (userId: string | null) => void;

  /**
   * Sends what is waiting without waiting for a full batch. `waiting` counts the events that are still queued
   * afterwards because the server could not take them now; they are sent again later. Never rejects.
   *
   * @example
   * const { waiting } = await analytics.flush();
   */
  flush: () => Promise<{ waiting: number }>;

  /**
   * Accepts no more events, sends what is waiting for at most five seconds, and stops every timer and listener.
   *
   * @example
   * await analytics.close();
   */
  close: () => Promise<ClosingReport>;
}

/** What became of the events that were waiting when the client was closed. */
export interface ClosingReport {
  /** The server has them. */
  sent: number;
  /** They were given up. An event whose answer did not come in time counts here even if the server has it. */
  dropped: number;
}

/** Why events were lost, or (`warning`) stored with a remark. */
export interface TrackingProblem {
  code: ProblemCode;
  /** One sentence for a developer. */
  message: string;
  eventIds: string[];
}

/**
 * - `key_refused`: 401 or 403; the key is unknown, revoked or not allowed here. Nothing more is sent. Told once.
 * - `rejected`: the server will never take these events: malformed, too large, not in the catalog …
 * - `gave_up`: the server could not take them ten times, or they waited for twelve hours.
 * - `queue_full`: the queue was full and the oldest event made room.
 * - `not_json`: the metadata cannot be written as JSON, or the timestamp is not a date.
 * - `closed`: tracked after `close`, or still waiting when its time was over.
 * - `warning`: stored, but the server has a remark, for instance that the name is not in the catalog.
 */
export type ProblemCode =
  "key_refused" | "rejected" | "gave_up" | "queue_full" | "not_json" | "closed" | "warning";
