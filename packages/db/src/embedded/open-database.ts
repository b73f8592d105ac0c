import { checkDatabase } from "./check-database.ts";
import { openEmbedded } from "./open-embedded.ts";

export interface OpenDatabaseOptions {
  /** A PostgreSQL of your own, `postgres://user:password@host:port/database`. Empty counts as absent. */
  databaseUrl?: string;
  /** The folder of the embedded PostgreSQL, which is used without `databaseUrl`. Created if missing. */
  dataDir: string;
  onProgress?: (message: string) => void;
}

export interface OpenDatabase extends AsyncDisposable {
  /** Valid until disposed. Close every pool that uses it first. */
  url: string;
  /** Whether it is the PostgreSQL in `dataDir`, which stops when the last process disposes it. */
  embedded: boolean;
}

/**
 * Opens the database at `databaseUrl`, or else the embedded PostgreSQL in `dataDir`, which is created and started if
 * needed and shared by all processes that open it.
 *
 * @throws {DatabaseUnavailableError} Throws nothing else.
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
