import { checkDatabase } from "./check-database.ts";
import { openEmbedded } from "./open-embedded.ts";

export interface OpenDatabaseOptions {
  /** A PostgreSQL of your own, `postgres://user:password@host:port/database`. Empty counts as absent. */
  databaseUrl?: string;
  /** The folder in which the embedded PostgreSQL lives when there is no `databaseUrl`. Made when missing. */
  dataDir: string;
  /** Called with a sentence when something is done that takes a moment. */
  onProgress?: (sentence: string) => void;
}

export interface OpenDatabase extends AsyncDisposable {
  /** Valid until disposed. Close every pool that uses it first. */
  url: string;
  /** Whether it is the PostgreSQL in `dataDir`, which stops when the last process that opened it disposes. */
  embedded: boolean;
}

/**
 * Finds the project's database: the one at `databaseUrl` when given, else the embedded PostgreSQL in `dataDir`,
 * which is set up and started when it is not up yet and shared with every other process that opens it.
 *
 * @throws DatabaseUnavailableError with a sentence that says what to do; nothing else.
 */
export async function openDatabase({
  databaseUrl,
  dataDir,
  onProgress = () => {},
}: OpenDatabaseOptions): Promise<OpenDatabase> {
  if (!databaseUrl) return { ...(await openEmbedded(dataDir, onProgress)), embedded: true };

  await checkDatabase(databaseUrl);

  return { url: databaseUrl, embedded: false, [Symbol.asyncDispose]: () => Promise.resolve() };
}
