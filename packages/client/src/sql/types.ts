import type { AnyCatalog, EventMetadata, EventName } from "../types.ts";

/** Options of `createSqlTracking`. */
export interface SqlTrackingOptions {
  /** The PostgreSQL schema of Admin Events: `DB_SCHEMA` of the server. Default: `admin_events`. */
  schema?: string;
}

/** Options of an event that is tracked in a transaction. */
export interface SqlTrackOptions<Metadata = Record<string, unknown>> {
  /** Your app's user id. `null` or absent for no user. */
  userId?: string | null;
  /** The anonymous visitor's id of a browser. Names the person as long as there is no `userId`. */
  anonymousId?: string | null;
  /** The session in a browser. */
  sessionId?: string | null;
  /** Properties of the event. */
  metadata?: Metadata;
  /** When the event happened. Default: now. */
  timestamp?: Date | string;
  /** A UUIDv7. Events with the same id are stored once. Default: a new id. */
  id?: string;
}

/** The arguments of `track` after the name. Metadata is required if its schema requires a field. */
export type SqlTrackArguments<C, Name extends keyof C> =
  Record<never, never> extends EventMetadata<C, Name>
    ? [options?: SqlTrackOptions<EventMetadata<C, Name>>]
    : [options: SqlTrackOptions<EventMetadata<C, Name>> & { metadata: EventMetadata<C, Name> }];

/** An entry of the activity log. */
export interface SqlActivity {
  /** Your app's id of the person who acted. `null` or absent for nobody, such as a nightly job. */
  actor?: string | null;
  /** The role of that person, such as `admin`. */
  actorRole?: string | null;
  /** The resource of the action. Default: the type is the action without its verb, `post` for `post.created`. */
  resource?: { type?: string; id?: string | number | null };
  /** Your app's id of the person who was affected. */
  target?: string | null;
  /** Details of the entry. */
  metadata?: Record<string, unknown>;
  /** How it came about: `manual`, `auto`, `cron`, `script`. Default: `manual`. */
  mode?: string | null;
  /** The part of your app. */
  module?: string | null;
  /** When it happened. Default: now. */
  timestamp?: Date | string;
  /** A UUIDv7. Entries with the same id are stored once. Default: a new id. */
  id?: string;
}

/** Tracks events in your own transactions: they exist if and only if the transaction commits. */
export interface SqlTracking<C = AnyCatalog> {
  /**
   * Tracks an event in a transaction. Returns the event's id. Rejects with the error of your data layer if the event is
   * invalid; the transaction is aborted then, unless a savepoint holds the error.
   *
   * @example
   * await db.transaction().execute(async (tx) => {
   *   await tx.insertInto("orders").values(order).execute();
   *   await track(tx, "order.placed", { userId: order.userId, metadata: { orderId: order.id } });
   * });
   */
  track: <Name extends EventName<C>>(
    transaction: SqlTransaction,
    name: Name,
    ...options: SqlTrackArguments<C, Name>
  ) => Promise<string>;

  /**
   * Writes an entry of the activity log in a transaction. Returns its id. Rejects as `track` does.
   *
   * @example
   * await logActivity(tx, "invoice.paid", { actor: user.id, resource: { type: "invoice", id: invoice.id } });
   */
  logActivity: (transaction: SqlTransaction, action: string, options?: SqlActivity) => Promise<string>;
}

/**
 * An open transaction: a `Client` or `PoolClient` of pg after `begin`, a `Transaction` of Kysely, the `tx` of Drizzle or of
 * Prisma's `$transaction`, the `em` of MikroORM's `transactional`, or the `sql` of postgres.js's `begin`.
 */
export type SqlTransaction =
  | PgTransaction
  | KyselyTransaction
  | DrizzleTransaction
  | PrismaTransaction
  | MikroTransaction
  | PostgresJsTransaction;

/** A `Client` or `PoolClient` of pg. */
export interface PgTransaction {
  /** Runs a query with parameters. */
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** A `Transaction` of Kysely. */
export interface KyselyTransaction {
  /** True for a transaction. */
  readonly isTransaction: boolean;
  /** Runs a compiled query. */
  executeQuery(query: object): Promise<{ rows: unknown[] }>;
}

/** The `tx` of Drizzle's `transaction`. */
export interface DrizzleTransaction {
  /** Runs raw SQL. */
  execute(query: string): PromiseLike<unknown>;
  /** Only a transaction has it. */
  rollback(): never;
}

/** The `tx` of Prisma's interactive `$transaction`. */
export interface PrismaTransaction {
  /** Runs a query with parameters. */
  $queryRawUnsafe(query: string, ...values: unknown[]): PromiseLike<unknown>;
}

/** The `em` of MikroORM's `transactional`, of `@mikro-orm/postgresql`. */
export interface MikroTransaction {
  /** Whether the entity manager is in a transaction. */
  isInTransaction(): boolean;
  /** Runs a query with parameters. */
  execute(query: string, params?: unknown[]): Promise<unknown>;
}

/** The `sql` of postgres.js's `begin`. */
export interface PostgresJsTransaction {
  /** Runs a query with parameters. */
  unsafe(query: string, parameters?: never[]): PromiseLike<readonly unknown[]>;
  /** Only a transaction has it. */
  savepoint: unknown;
}
