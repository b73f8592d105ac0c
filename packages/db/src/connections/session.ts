import type { Socket } from "node:net";
import type { ClientBase } from "pg";

/** How a session of PostgreSQL behaves. They hold through a connection pooler too. */
export interface SessionOptions {
  /** Refuses to write. */
  readOnly?: boolean;
  /** The longest a statement may run, unless the database or the address has a lower limit. */
  statementTimeoutMs?: number;
  /**
   * A connection that gives no answer for this long is closed, and its statements fail. Default: five seconds more than
   * `statementTimeoutMs`; without that, no limit.
   */
  silenceTimeoutMs?: number;
  /** The longest a statement may wait for a lock. */
  lockTimeoutMs?: number;
  searchPath?: string;
  /** The session lasts as long as the connection: the address is known to reach PostgreSQL itself or a pooler in session mode. */
  isDirect?: boolean;
}

/** PostgreSQL, or the network before it, has stopped to answer. It is unknown whether the statement took effect. */
export class DatabaseSilentError extends Error {
  override readonly name = "DatabaseSilentError";
  readonly code = "ETIMEDOUT";
}

const SILENCE_MARGIN_MS = 5_000;
/** For the statements of this file, on a connection without a limit of its own. */
const PREPARE_TIMEOUT_MS = 10_000;
const READ_ONLY_SQL_TRANSACTION = "25006";

/** The parts of the driver's client that its types leave out. */
interface DriverClient extends ClientBase {
  processID: number;
  readyForQuery?: boolean;
  connection: {
    stream: Socket;
    on: (event: "errorMessage", listener: (error: { code?: string }) => void) => void;
  };
  getTransactionStatus: () => "I" | "T" | "E" | null;
}

type Settings = [name: string, value: string][];

/** Prepares a new connection; a pool's `onConnect`. The settings are sent as statements, because poolers refuse them at the start. */
export async function prepareSession(connected: ClientBase, options: SessionOptions): Promise<void> {
  const client = connected as DriverClient;
  const settings = toSettings(options);
  if (!options.readOnly) closeOnReadOnlyServer(client);
  watchForSilence(client, PREPARE_TIMEOUT_MS);

  if (settings.length > 0) {
    const isDirect = options.isDirect || (await reachesServer(client));
    if (isDirect) await setForSession(client, settings);
    else setForEachTransaction(client, settings);
  }
  watchForSilence(client, getSilenceTimeout(options));
}

function getSilenceTimeout({ statementTimeoutMs, silenceTimeoutMs }: SessionOptions): number {
  return silenceTimeoutMs ?? (statementTimeoutMs === undefined ? 0 : statementTimeoutMs + SILENCE_MARGIN_MS);
}

function toSettings({ readOnly, statementTimeoutMs, lockTimeoutMs, searchPath }: SessionOptions): Settings {
  return [
    ...(readOnly ? [["default_transaction_read_only", "on"] as Settings[number]] : []),
    ...(statementTimeoutMs === undefined
      ? []
      : [["statement_timeout", String(statementTimeoutMs)] as Settings[number]]),
    ...(lockTimeoutMs === undefined ? [] : [["lock_timeout", String(lockTimeoutMs)] as Settings[number]]),
    ...(searchPath === undefined ? [] : [["search_path", searchPath] as Settings[number]]),
  ];
}

/** A pooler answers with a process id of its own. */
export async function reachesServer(connected: ClientBase): Promise<boolean> {
  const client = connected as DriverClient;
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");

  return rows[0]?.pid === client.processID;
}

/** Keeps a lower limit of the database, the role or the address. */
async function setForSession(client: DriverClient, settings: Settings): Promise<void> {
  await client.query(
    `select set_config(name, value, false)
     from unnest($1::text[], $2::text[]) as wanted(name, value)
     where not exists (
       select from pg_settings as current
       where current.name = wanted.name
         and case when current.unit = 'ms' then current.setting::bigint between 1 and wanted.value::bigint end
     )`,
    [settings.map(([name]) => name), settings.map(([, value]) => value)],
  );
}

/** Behind a pooler, the next transaction may have another session, and this one another client. */
function setForEachTransaction(client: DriverClient, settings: Settings): void {
  const send = client.query.bind(client) as unknown as (...args: unknown[]) => Promise<unknown>;
  const setLocally = `select ${settings
    .map(([name, value]) => [
      name === "default_transaction_read_only" ? "transaction_read_only" : name,
      value,
    ])
    .map(([name, value]) => `set_config('${name}', '${value?.replaceAll("'", "''")}', true)`)
    .join(", ")}`;

  /** @param text begins a transaction, and may contain the statements after it. */
  async function begin(text: string): Promise<unknown> {
    const [first = "", rest = ""] = splitAtFirst(text, ";");
    const results = (await send(`${first}; ${setLocally}; ${rest}`)) as unknown[];

    return rest.trim() === "" ? results[0] : results.toSpliced(1, 1);
  }

  async function runAlone(args: readonly unknown[]): Promise<unknown> {
    await begin("begin");
    try {
      const result = await send(...args);
      await send("commit");
      return result;
    } catch (error) {
      await send("rollback").catch(() => undefined);
      throw error;
    }
  }

  function run(args: readonly unknown[]): Promise<unknown> {
    const [first] = args;
    const text = typeof first === "string" ? first : (first as { text?: unknown }).text;
    const isStream = typeof first === "object" && first !== null && "submit" in first;
    const isInTransaction = client.getTransactionStatus() !== "I";
    if (isStream || isInTransaction || typeof text !== "string") return send(...args);

    return /^\s*(begin|start\s+transaction)\b/i.test(text) ? begin(text) : runAlone(args);
  }

  function query(...args: unknown[]): unknown {
    const last = args.at(-1);
    if (typeof last !== "function") return run(args);

    const callback = last as (error: unknown, result?: unknown) => void;
    run(args.slice(0, -1)).then(
      (result) => callback(null, result),
      (error: unknown) => callback(error),
    );
    return undefined;
  }
  client.query = query as typeof client.query;
}

function splitAtFirst(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);

  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

const watched = new WeakSet<DriverClient>();

/**
 * Closes a connection whose statement gets no answer. The server's own limits live in a process that may be unreachable. What
 * counts is silence, so a long result is never cut. @param milliseconds 0 for no limit.
 */
function watchForSilence(client: DriverClient, milliseconds: number): void {
  const { stream } = client.connection;
  stream.setTimeout(milliseconds);
  if (watched.has(client)) return;

  watched.add(client);
  stream.on("timeout", () => {
    if (client.readyForQuery) return;
    stream.destroy(
      new DatabaseSilentError(
        `PostgreSQL has not answered for ${(stream.timeout ?? 0) / 1_000} seconds, so the connection was closed.`,
      ),
    );
  });
}

/** After a failover the address leads to another server, but open connections stay with the one that became a standby. */
function closeOnReadOnlyServer(client: DriverClient): void {
  client.connection.on("errorMessage", ({ code }) => {
    if (code !== READ_ONLY_SQL_TRANSACTION) return;
    // After the statement has failed with PostgreSQL's own error.
    setImmediate(() => client.connection.stream.destroy());
  });
}
