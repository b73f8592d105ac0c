import { SchemaMigration } from "./schema-migration.ts";

/**
 * Builds and drops indexes while the table is being written, so that writers never wait. Such a migration is not a
 * transaction; if it is interrupted, it runs again from its start.
 */
export abstract class IndexMigration extends SchemaMigration {
  override isTransactional(): boolean {
    return false;
  }

  /** @param definition the part after `on`: table, columns and options. */
  protected build(name: string, definition: string): void {
    // An interrupted build leaves an invalid index, which PostgreSQL maintains but never reads.
    this.drop(name);
    this.addWithoutLockTimeout(`create index concurrently ${name} on ${definition}`);
  }

  protected drop(name: string): void {
    this.addWithoutLockTimeout(`drop index concurrently if exists ${name}`);
  }

  /** The statement waits for running writers; other statements do not wait for it. */
  private addWithoutLockTimeout(sql: string): void {
    this.addSql(`set lock_timeout = 0`);
    this.addSql(sql);
    this.addSql(`reset lock_timeout`);
  }
}
