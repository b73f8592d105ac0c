import type { ClientBase, PoolConfig } from "pg";
import { Client } from "pg";
import { parseDatabaseUrl } from "./database-url.ts";
import type { SessionOptions } from "./session.ts";
import { prepareSession } from "./session.ts";

export interface ConnectionOptions extends SessionOptions {
  /** Names the connection in `pg_stat_activity`, unless the address has an `application_name`. */
  applicationName: string;
  /** The longest that connecting, or waiting for a free connection of a pool, may take. */
  connectTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** Idle connections notice a dead network after this and another ten seconds. */
const KEEP_ALIVE_MS = 10_000;
const END_TIMEOUT_MS = 1_000;

function toClientConfig(url: string, { applicationName, connectTimeoutMs }: ConnectionOptions): PoolConfig {
  return {
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    connectionTimeoutMillis: connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    fallback_application_name: applicationName,
    ...parseDatabaseUrl(url),
  };
}

/**
 * The options of every pool of this product, so that each of its connections honors the whole address and has limits.
 *
 * @throws {DatabaseUrlError}
 */
export function toPoolConfig(
  url: string,
  options: ConnectionOptions,
): Omit<PoolConfig, "onConnect"> & { onConnect: (client: ClientBase) => Promise<void> } {
  // The pool waits for the result, though its types do not say so.
  const onConnect = (client: ClientBase) => prepareSession(client, options);

  return { ...toClientConfig(url, options), onConnect };
}

/** A connection that closes when disposed, without waiting for a server that does not answer. */
export interface OpenClient extends Client, AsyncDisposable {}

/** Connects outside of a pool, for work that needs a connection of its own. @throws {DatabaseUrlError} */
export async function openClient(url: string, options: ConnectionOptions): Promise<OpenClient> {
  const client = new Client(toClientConfig(url, options));
  // A lost connection fails its statements, which report the error.
  client.on("error", () => undefined);

  try {
    await client.connect();
    await prepareSession(client, options);
  } catch (error) {
    await endClient(client);
    throw error;
  }
  return Object.assign(client, { [Symbol.asyncDispose]: () => endClient(client) });
}

async function endClient(client: Client): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, END_TIMEOUT_MS);

  await Promise.race([client.end().catch(() => undefined), timeout]);
  clearTimeout(timer);
  (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
}
