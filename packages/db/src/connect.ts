import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import { ApiKey } from "./entities/api-key.ts";
import { EventName } from "./entities/event-name.ts";
import { Event } from "./entities/event.ts";
import { Group } from "./entities/group.ts";
import { HandlerJob } from "./entities/handler-job.ts";
import { Handler } from "./entities/handler.ts";
import { PageView } from "./entities/page-view.ts";
import { Request } from "./entities/request.ts";
import { Session } from "./entities/session.ts";
import { Identity } from "./entities/identity.ts";
import { User } from "./entities/user.ts";
import { migrations } from "./migrations/index.ts";

export interface ConnectOptions {
  /** `postgresql://user:password@host:port/database` */
  url: string;
  /** The most connections this process opens. Default 10. */
  poolSize?: number;
  /** Every session refuses to write and gives a statement at most 10 seconds. For answering questions. */
  readOnly?: boolean;
  /**
   * `short` for processes that serve: a statement waits at most a second for a lock and runs at most 15 seconds, a
   * connection is waited for at most 5 seconds. `for locks` waits a fifth of a second for a lock and takes any time to
   * run. Default: as the database is set up.
   */
  patience?: "short" | "for locks";
  /** Entities of the application itself, so that one transaction can hold its rows and its events. */
  entities?: readonly (new () => object)[];
}

const readOnlySession = "-c default_transaction_read_only=on -c statement_timeout=10s";
const patienceForLocks = "-c lock_timeout=200ms";
const shortPatience = "-c lock_timeout=1s -c statement_timeout=15s";

/** Opens a pool of connections. Close it with `orm.close()`. */
export async function connect({
  url,
  poolSize = 10,
  readOnly,
  patience,
  entities = [],
}: ConnectOptions): Promise<MikroORM> {
  return MikroORM.init({
    clientUrl: url,
    entities: [
      ApiKey,
      Event,
      EventName,
      Group,
      Handler,
      HandlerJob,
      Identity,
      PageView,
      Request,
      Session,
      User,
      ...entities,
    ],
    extensions: [Migrator],
    migrations: {
      migrationsList: migrations,
      snapshot: false,
      silent: true,
      tableName: "migrations",
      // Each commits by itself, so that none holds its locks while the next one works.
      allOrNothing: false,
    },
    pool: { min: 0, max: poolSize },
    driverOptions: sessionOptions({ readOnly, patience }),
    forceUtcTimezone: true,
  });
}

function sessionOptions({ readOnly, patience }: Pick<ConnectOptions, "readOnly" | "patience">): object {
  if (readOnly) return { options: readOnlySession, connectionTimeoutMillis: 5_000 };

  if (patience === "for locks") return { options: patienceForLocks };

  return patience === "short" ? { options: shortPatience, connectionTimeoutMillis: 5_000 } : {};
}
