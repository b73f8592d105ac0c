import type { AnyEntity, EntityClass, PostgreSqlDriver } from "@mikro-orm/postgresql";
import { MikroORM as BaseORM } from "@mikro-orm/postgresql";
import { toPoolConfig } from "./connections/open-client.ts";
import type { SessionOptions } from "./connections/session.ts";
import type { EntityManager } from "./database.ts";
import { QualifyingEntityManager } from "./database.ts";
import { entitySchemas } from "./entities/index.ts";
import { assertSchemaName, DEFAULT_SCHEMA } from "./schema.ts";

export interface ConnectOptions {
  /** `postgresql://user:password@host:port/database?sslmode=require`. Every parameter holds for every connection. */
  url: string;
  /** The PostgreSQL schema that holds the product's tables. Default `admin_events`. */
  schema?: string;
  /** The most connections this process opens. Default 10. */
  poolSize?: number;
  /** Every session refuses to write and gives a statement at most 10 seconds. For queries. */
  readOnly?: boolean;
  /**
   * Limits for servers: a statement waits at most 1 second for a lock and runs at most 15 seconds, a connection is
   * waited for at most 5 seconds. Default: the limits of the database.
   */
  limitWaits?: boolean;
  /** Closes a connection that gives no answer for this long. Default: five seconds more than a statement may run. */
  silenceTimeoutMs?: number;
  /**
   * Entities of the application itself, so that one transaction can hold its rows and its events. In Kysely, name the
   * schema of your own tables, as in `selectFrom("public.users")`: without one, `users` is the product's table.
   */
  entities?: readonly EntityClass<AnyEntity>[];
}

/** A MikroORM whose entity manager knows every table of the product. */
export type MikroORM = BaseORM<EntityManager>;

const READ_ONLY: SessionOptions = { readOnly: true, statementTimeoutMs: 10_000 };
const LIMITED: SessionOptions = { lockTimeoutMs: 1_000, statementTimeoutMs: 15_000 };
const CONNECT_TIMEOUT_MS = 5_000;

let connections = 0;

const productClasses: ReadonlySet<unknown> = new Set(entitySchemas.map(({ meta }) => meta.class));

/**
 * Opens a pool of connections. Close it with `orm.close()`.
 *
 * @throws {DatabaseUrlError} if a part of the address is not supported.
 * @throws {SchemaNameError}
 */
export async function connect({
  url,
  schema = DEFAULT_SCHEMA,
  poolSize = 10,
  readOnly,
  limitWaits,
  silenceTimeoutMs,
  entities = [],
}: ConnectOptions): Promise<MikroORM> {
  assertSchemaName(schema);

  return BaseORM.init<PostgreSqlDriver, EntityManager>({
    entityManager: QualifyingEntityManager,
    // Under MikroORM's default name, `em.fork()` in the callback of another ORM's transaction returns the other's `em`.
    contextName: `admin-events ${++connections}`,
    entities: [...entitySchemas, ...entities],
    discovery: {
      // The application may have tables of the same names in another schema, which is only set below.
      checkDuplicateTableNames: false,
      // Not `schema`, which would move the application's own entities too.
      onMetadata(meta) {
        if (productClasses.has(meta.class)) meta.schema = schema;
      },
    },
    pool: { min: 0, max: poolSize },
    ...toConnectionOptions(url, {
      ...(readOnly ? { ...READ_ONLY, applicationName: "admin-events queries" } : limitWaits ? LIMITED : {}),
      ...(silenceTimeoutMs !== undefined && { silenceTimeoutMs }),
    }),
    forceUtcTimezone: true,
  });
}

/**
 * MikroORM reads host, user and database from an address and ignores the rest, so it gets the driver's own options instead. It
 * asks for the database's name itself, too.
 */
export function toConnectionOptions(
  url: string,
  { applicationName = "admin-events", ...session }: SessionOptions & { applicationName?: string },
) {
  const hasLimits = Object.keys(session).length > 0;
  const driverOptions = toPoolConfig(url, {
    applicationName,
    ...(hasLimits && { connectTimeoutMs: CONNECT_TIMEOUT_MS }),
    ...session,
  });

  return { dbName: driverOptions.database, driverOptions };
}
