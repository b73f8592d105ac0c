/** Options of every analytics client. */
export interface AnalyticsOptions {
  /** URL of the Admin Events server, such as `https://analytics.example.com`. May include a path. */
  url: string;
  /** The API key: `pk_…` in a browser, `sk_…` or `pk_…` on a server. */
  key: string;
  /** Number of events in a full batch. Full batches are sent immediately. Default: 20 in a browser, 100 on a server. */
  batchSize?: number;
  /** Maximum time before a batch that is not full is sent, in milliseconds. Default: 3,000, or 1,000 on a server. */
  flushIntervalMs?: number;
  /** Maximum number of unsent events. Beyond it the oldest are dropped. Default: 1,000, or 10,000 on a server. */
  queueLimit?: number;
  /**
   * Called for every item before it is queued. Return the item, changed or not, or null to drop it. If the function
   * throws, the item is dropped, because the function may exist to remove sensitive data.
   *
   * @example
   * beforeSend: (item) => ({ ...item, metadata: { ...item.metadata, email: undefined } })
   */
  beforeSend?: (item: Item) => Item | null;
  /**
   * Called for every event that is lost or stored with a warning. By default, each kind of problem is written to the
   * console once.
   *
   * @example
   * onError: ({ code, message, eventIds }) => logger.warn({ code, eventIds }, message)
   */
  onError?: (problem: TrackingProblem) => void;
  /** Writes captured, sent and dropped events to the console. Default: false. */
  debug?: boolean;
}

/** Options of one event. */
export interface TrackOptions {
  /** Your app's user id. `null` for no user. Default: the user of `identify`. */
  userId?: string | null;
  /** When the event happened. Default: now. */
  timestamp?: Date;
  /** A UUIDv7. Events with the same id are stored once. Default: a new id. */
  id?: string;
}

/** Properties of a user or a group. `email` and `name` of a user are shown in the admin panel. */
export type Traits = Record<string, unknown>;

/** Options of `identify` and `alias`. */
export interface IdentityOptions {
  /**
   * Proves that your server named this user: the hex HMAC-SHA256 of the user id with the signing secret of the key.
   * Without it, a user id sent with a public key is unverified. See `signUserId` in `@admin-events/client/node`.
   *
   * @example
   * analytics.identify(user.id, {}, { signature });
   */
  signature?: string;
}

/** The event names of a catalog. */
export type EventName<C> = keyof C & string;

/** The metadata that `track` accepts for a name: the input type of its schema (zod or any Standard Schema). */
export type EventMetadata<C, Name extends keyof C> = C[Name] extends { metadata?: infer Schema }
  ? MetadataIn<NonNullable<Schema>>
  : Record<string, unknown>;

type MetadataIn<Schema> = Schema extends { "~standard": { types?: { input: infer Input } | undefined } }
  ? unknown extends Input
    ? Record<string, unknown>
    : Input
  : Record<string, unknown>;

/** The arguments of `track` after the name. Metadata is optional if the schema requires no field. */
export type TrackArguments<C, Name extends keyof C> =
  Record<never, never> extends EventMetadata<C, Name>
    ? [metadata?: EventMetadata<C, Name>, options?: TrackOptions]
    : [metadata: EventMetadata<C, Name>, options?: TrackOptions];

/** The default catalog: any name and any metadata. */
export type AnyCatalog = Readonly<Record<string, { metadata?: unknown }>>;

/** Sends events to Admin Events. No method throws, and methods without a promise return immediately. */
export interface Analytics<C = AnyCatalog> {
  /**
   * Queues one event and returns its id. Problems are passed to `onError`.
   *
   * @example
   * analytics.track("cart.item_added", { sku: "ember-blend", quantity: 2, price: 14.5 });
   */
  track: <Name extends EventName<C>>(name: Name, ...metadataAndOptions: TrackArguments<C, Name>) => string;

  /**
   * Sets the current user and stores the user's traits. `null` clears the user. Events that are already queued keep
   * their user.
   *
   * @example
   * analytics.identify(user.id, { email: user.email, name: user.name, plan: "club" });
   */
  identify: (userId: string | null, traits?: Traits, options?: IdentityOptions) => void;

  /**
   * Links an anonymous visitor to a user. The visitor's events become the user's.
   *
   * @example
   * analytics.alias(user.id, anonymousId);
   */
  alias: (userId: string, previousId: string, options?: IdentityOptions) => void;

  /**
   * Adds the user to a group, such as a company or a team, and stores the group's traits. Later events carry it as
   * `groups.<type>` in their metadata: in a browser until `reset` or another user, on a server until the end of the
   * request context.
   *
   * @example
   * analytics.group("company", "c_42", { name: "Cinder & Crumb", seats: 12 });
   */
  group: (groupType: string, groupId: string, traits?: Traits) => void;

  /**
   * Sends all queued events now. `waiting` is the number of events that are still queued because the server could not
   * store them; they are retried later. Never rejects.
   *
   * @example
   * const { waiting } = await analytics.flush();
   */
  flush: () => Promise<{ waiting: number }>;

  /**
   * Stops accepting events, sends queued events with retries, and stops all timers and listeners. Never rejects.
   *
   * @example
   * const { sent, dropped } = await analytics.close();
   */
  close: () => Promise<CloseResult>;
}

/** The result of closing a client. */
export interface CloseResult {
  /** Number of queued events that the server stored. */
  sent: number;
  /** Number of queued events that were dropped. Includes events whose response did not arrive in time. */
  dropped: number;
}

/** A captured item, as it is sent. Its fields depend on `type`. */
export interface Item {
  /** The kind of item. */
  type: "track" | "identify" | "alias" | "group" | "page" | "heartbeat" | "request";
  /** UUIDv7. */
  id: string;
  /** ISO 8601, UTC. */
  timestamp: string;
  /** Your app's user id. */
  userId?: string;
  /** Id of the anonymous visitor. */
  anonymousId?: string;
  /** Id of the session. */
  sessionId?: string;
  /** See `IdentityOptions`. */
  signature?: string;
  /** `track`: the event name. */
  name?: string;
  /** `track`: the event's metadata. */
  metadata?: Record<string, unknown>;
  /** `identify` and `group`: properties of the user or the group. */
  traits?: Traits;
  /** `group`: the type, such as `company`. */
  groupType?: string;
  /** `group`: the id of the group. */
  groupId?: string;
  /** `alias`: the anonymous visitor that becomes the user. */
  previousId?: string;
  /** `page`: path of the page. */
  path?: string;
  /** `page`: title of the page. */
  title?: string;
  /** `page`: URL of the previous page. */
  referrer?: string;
  /** `heartbeat`: id of the page view. */
  pageId?: string;
  /** `heartbeat`: how long the page has been visible, in milliseconds. */
  activeMs?: number;
  /** `heartbeat`: whether the visitor leaves the page. */
  isLeaving?: boolean;
  /** `request`: HTTP method. */
  method?: string;
  /** `request`: route template, such as `/orders/:id`. */
  route?: string;
  /** `request`: HTTP status. */
  status?: number;
  /** `request`: time until the response was sent, in milliseconds. */
  durationMs?: number;
  /** `request`: address of the caller. The server stores only its network. */
  ip?: string;
  /** `request`: User-Agent header. The server stores only browser, system and kind of device. */
  userAgent?: string;
}

/** The user, anonymous visitor and session of an item. */
export type Identity = Pick<Item, "userId" | "anonymousId" | "sessionId" | "signature">;

/** A problem with events: lost, or stored with a warning. */
export interface TrackingProblem {
  /** The kind of problem. */
  code: ProblemCode;
  /** A message for developers. */
  message: string;
  /** Ids of the affected events. */
  eventIds: string[];
}

/**
 * - `key_rejected`: 401 or 403. The key is unknown, revoked or not allowed here. The client stops sending. Reported once.
 * - `rejected`: the server rejects the events, for example because they are malformed, too large or not in the catalog.
 * - `gave_up`: the server could not store the events in ten attempts, or they waited too long.
 * - `queue_full`: the queue was full, or they were too old, so the oldest events were dropped.
 * - `not_captured`: the metadata is not JSON, the timestamp is invalid, or `beforeSend` threw. `eventIds` is empty if a
 *   method failed before the event had an id.
 * - `closed`: the event was tracked after `close`, or was still queued when the time to close ran out.
 * - `warning`: the event is stored, but needs attention. For example, its name is not in the catalog. Also a part of a declared
 *   catalog that does not apply.
 * - `not_declared`: the server did not accept the catalog of `declare`, or could not be reached in ten attempts.
 */
export type ProblemCode =
  | "key_rejected"
  | "rejected"
  | "gave_up"
  | "queue_full"
  | "not_captured"
  | "closed"
  | "warning"
  | "not_declared";
