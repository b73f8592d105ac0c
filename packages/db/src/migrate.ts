import { Client } from "pg";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "./connect.ts";
import { settleTransactionNumbers } from "./settle-transaction-numbers.ts";

/** Any number that nothing else in the database locks: the ASCII of "events". */
const migrationLock = 0x65_76_65_6e_74_73;

const lockNotAvailable = "55P03";
const mostAttempts = 90;

export interface MigrateOptions {
  /** Called with the name of each migration when it has run. */
  onMigrated?: (name: string) => void;
}

/**
 * Brings the database's tables up to date. Any number of processes may call it at once: one migrates, the others wait.
 *
 * @returns the names of the migrations that ran now, in order; empty when there was nothing to do.
 */
export async function migrate(url: string, { onMigrated }: MigrateOptions = {}): Promise<string[]> {
  const lock = new Client({ connectionString: url, application_name: "admin-events migrate" });
  await lock.connect();

  try {
    await takeTurn(lock);
    // One connection, so that what a migration sets holds for its next statement.
    const orm = await connect({ url, poolSize: 1, patience: "for locks" });

    try {
      if (onMigrated) orm.migrator.on("migrated", ({ name }) => onMigrated(name));
      const ran = await patiently(() => orm.migrator.up());
      await settleTransactionNumbers(lock);

      return ran.map(({ name }) => name);
    } finally {
      await orm.close();
    }
  } finally {
    await lock.end();
  }
}

/** Asks again and again: a statement that waits would be waited for by whoever builds an index beside the writers. */
async function takeTurn(lock: Client): Promise<void> {
  for (;;) {
    const { rows } = await lock.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [
      migrationLock,
    ]);
    if (rows[0]?.mine) return;
    await sleep(200);
  }
}

/**
 * A migration that waits for a lock makes everybody wait who comes after it. So it waits for a fifth of a second at
 * most, steps back, and tries again, for about a minute.
 */
async function patiently<Ran>(run: () => Promise<Ran>): Promise<Ran> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if ((error as { code?: unknown }).code !== lockNotAvailable || attempt === mostAttempts) throw error;
      await sleep(500);
    }
  }
}
