export { getLockKeys, runExclusively, STAY_IDLE, tryRunExclusively } from "./advisory-lock.ts";
export type { LockOptions } from "./advisory-lock.ts";
export { DatabaseUrlError, parseDatabaseUrl } from "./database-url.ts";
export type { DatabaseConfig } from "./database-url.ts";
export { deliversNotifications } from "./delivers-notifications.ts";
export { openClient, toPoolConfig } from "./open-client.ts";
export type { ConnectionOptions, OpenClient } from "./open-client.ts";
export { DatabaseSilentError, reachesServer } from "./session.ts";
export type { SessionOptions } from "./session.ts";
