import type { AnyEntity, EntityClass, PostgreSqlDriver } from "@mikro-orm/postgresql";
import { MikroORM as BaseORM } from "@mikro-orm/postgresql";
import type { EntityManager } from "./database.ts";
import { QualifyingEntityManager } from "./database.ts";
import { entitySchemas } from "./entities/index.ts";
import { DEFAULT_SCHEMA } from "./schema.ts";

export interface ConnectOptions {
  /** `postgresql://user:password@host:port/database` */
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
  /**
   * Entities of the application itself, so that one transaction can hold its rows and its events. In Kysely, name the
   * schema of your own tables, as in `selectFrom("public.users")`: without one, `users` is the product's table.
   */
  entities?: readonly EntityClass<AnyEntity>[];
}

/** A MikroORM whose entity manager knows every table of the product. */
export type MikroORM = BaseORM<EntityManager>;

const READ_ONLY_SESSION = "-c default_transaction_read_only=on -c statement_timeout=10s";
const LIMITED_SESSION = "-c lock_timeout=1s -c statement_timeout=15s";
const CONNECTION_TIMEOUT_MS = 5_000;

let connections = 0;

const productClasses: ReadonlySet<unknown> = new Set(entitySchemas.map(({ meta }) => meta.class));

/** Opens a pool of connections. Close it with `orm.close()`. */
export async function connect({
  url,
  schema = DEFAULT_SCHEMA,
  poolSize = 10,
  readOnly,
  limitWaits,
  entities = [],
}: ConnectOptions): Promise<MikroORM> {
  return BaseORM.init<PostgreSqlDriver, EntityManager>({
    clientUrl: url,
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
    driverOptions: sessionOptions({ readOnly, limitWaits }),
    forceUtcTimezone: true,
  });
}

function sessionOptions({ readOnly, limitWaits }: Pick<ConnectOptions, "readOnly" | "limitWaits">): object {
  if (readOnly) return { options: READ_ONLY_SESSION, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS };

  return limitWaits ? { options: LIMITED_SESSION, connectionTimeoutMillis: CONNECTION_TIMEOUT_MS } : {};
}
