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
   * Sees everything that is captured before it is kept: answer it, changed or not, or null to drop it. What it
   * throws drops it too, since it may be there to take out what nobody should see.
   */
  beforeSend?: (item: Item) => Item | null;
  /**
   * Told of every event that is lost and of every event the server stored with a remark.
   * Without it each kind of problem is written to the console once.
   */
  onError?: (problem: TrackingProblem) => void;
  /** Writes to the console what is captured, sent and answered, and why something is dropped. */
  debug?: boolean;
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

/** What is known about a user or a group. `email` and `name` of a user are shown wherever the user is. */
export type Traits = Record<string, unknown>;

export interface IdentityOptions {
  /**
   * Proof that the app's own server named this user: the hex HMAC-SHA256 of the user id under the signing secret of
   * the key. Without it a user id that comes with a public key counts as unverified.
   */
  signature?: string;
}

/** The names of a catalog. */
export type EventName<C> = keyof C & string;

/** The metadata that `track` accepts for a name: what its schema, any Standard Schema such as zod's, takes in. */
export type EventMetadata<C, Name extends keyof C> = C[Name] extends { metadata?: infer Schema }
  ? MetadataIn<NonNullable<Schema>>
  : Record<string, unknown>;

type MetadataIn<Schema> = Schema extends { "~standard": { types?: { input: infer Input } | undefined } }
  ? unknown extends Input
    ? Record<string, unknown>
    : Input
  : Record<string, unknown>;

/** The arguments of `track` after the name: metadata may be left out when the schema requires no field. */
export type TrackArguments<C, Name extends keyof C> =
  Record<never, never> extends EventMetadata<C, Name>
    ? [metadata?: EventMetadata<C, Name>, options?: TrackOptions]
    : [metadata: EventMetadata<C, Name>, options?: TrackOptions];

/** A catalog whose names are not known: every name may be tracked, with any metadata. */
export type AnyCatalog = Readonly<Record<string, { metadata?: unknown }>>;

/** Sends a catalog's events to Admin Events. No member throws, and none waits unless it answers a promise. */
export interface Analytics<C = AnyCatalog> {
  /**
   * Queues one event and answers its id. What goes wrong is told to `onError`.
   *
   * @example
   * analytics.track("cart.item_added", { sku: "ember-blend", quantity: 2, price: 14.5 });
   */
  track: <Name extends EventName<C>>(name: Name, ...metadataAndOptions: TrackArguments<C, Name>) => string;

  /**
   * Says who the user is from now on, and what is known about them; `null` forgets who it was. Events already
   * queued keep their user.
   *
   * @example
   * analytics.identify(user.id, { email: user.email, name: user.name, plan: "club" });
   */
  identify: (userId: string | null, traits?: Traits, options?: IdentityOptions) => void;

  /**
   * Says that an anonymous visitor is this user: what the visitor did becomes the user's.
   *
   * @example
   * analytics.alias(user.id, anonymousId);
   */
  alias: (userId: string, previousId: string, options?: IdentityOptions) => void;

  /**
   * Says that the user belongs to a group, such as a company or a team, and what is known about it. Later events
   * carry it in their metadata: `groups.<type>`. In a browser that lasts until `reset` or another user, on a server
   * until the request's context ends.
   *
   * @example
   * analytics.group("company", "c_42", { name: "Cinder & Crumb", seats: 12 });
   */
  group: (groupType: string, groupId: string, traits?: Traits) => void;

  /**
   * Sends what is waiting without waiting for a full batch. `waiting` counts the events that are still queued
   * afterwards because the server could not take them now; they are sent again later. Never rejects.
   *
   * @example
   * const { waiting } = await analytics.flush();
   */
  flush: () => Promise<{ waiting: number }>;

  /**
   * Accepts no more events, sends what is waiting, trying again if need be, and stops every timer and listener.
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

/** Something captured, as it goes over the wire. Which fields it has depends on its type. */
export interface Item {
  type: "track" | "identify" | "alias" | "group" | "page" | "heartbeat" | "request";
  /** UUIDv7. */
  id: string;
  /** ISO 8601, UTC. */
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  sessionId?: string;
  signature?: string;
  /** Of an event. */
  name?: string;
  metadata?: Record<string, unknown>;
  /** Of a user or a group. */
  traits?: Traits;
  groupType?: string;
  groupId?: string;
  /** The anonymous visitor that an `alias` makes the user. */
  previousId?: string;
  /** Of a page view. */
  path?: string;
  title?: string;
  referrer?: string;
  /** Of a heartbeat: the page view's id, the milliseconds the page was visible so far, and whether it ends here. */
  pageId?: string;
  activeMs?: number;
  isLeaving?: boolean;
  /** Of a request that a server answered. */
  method?: string;
  route?: string;
  status?: number;
  durationMs?: number;
  ip?: string;
  userAgent?: string;
}

/** Who is using the app, as it is attached to what is captured. */
export type Who = Pick<Item, "userId" | "anonymousId" | "sessionId" | "signature">;

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
 * - `gave_up`: the server could not take them ten times, or they waited too long.
 * - `queue_full`: the queue was full and the oldest events made room.
 * - `too_many`: more than ten a second for a while, which looks like a loop. Told once until it is calm again.
 * - `not_captured`: the metadata cannot be written as JSON, the timestamp is no date, or `beforeSend` threw.
 * - `closed`: tracked after `close`, or still waiting when its time was over.
 * - `warning`: stored, but the server has a remark, for instance that the name is not in the catalog.
 */
export type ProblemCode =
  "key_refused" | "rejected" | "gave_up" | "queue_full" | "too_many" | "not_captured" | "closed" | "warning";
