export { connect } from "./connect.ts";
export type { ConnectOptions, MikroORM } from "./connect.ts";
export { getSchema, tables } from "./database.ts";
export type { Database, EntityManager } from "./database.ts";
export {
  ApiKey,
  Event,
  EventName,
  Group,
  Handler,
  Identity,
  PageView,
  PanelUser,
  Request,
  Session,
  User,
} from "./entities/index.ts";
export { getJobsSchema } from "./job-tables.ts";
export { ensureSchema, migrate } from "./migrate.ts";
export type { MigrateOptions } from "./migrate.ts";
export type { SchemaName } from "./schema.ts";
export { DEFAULT_SCHEMA, quoteSchema } from "./schema.ts";
export type { ChangeSet, EventSubscriber, UnitOfWork } from "@mikro-orm/postgresql";
export { defineEntity, JsonType, p } from "@mikro-orm/postgresql";
