import { SchemaMigration } from "./schema-migration.ts";

/**
 * Builds and drops indexes while the table is being written, so that writers never wait. Such a migration is not a
 * transaction; if it is interrupted, it runs again from its start.
 */
export abstract class IndexMigration extends SchemaMigration {
  /** Whether indexes are built while the table is written. */
  protected get isConcurrent(): boolean {
    return true;
  }

  override isTransactional(): boolean {
    return !this.isConcurrent;
  }

  /** @param definition the part after `on`: table, columns and options. */
  protected build(name: string, definition: string): void {
    // An interrupted build leaves an invalid index, which PostgreSQL maintains but never reads.
    this.drop(name);
    this.addWithoutLockTimeout(`create index ${this.concurrently} ${name} on ${definition}`);
  }

  protected drop(name: string): void {
    this.addWithoutLockTimeout(`drop index ${this.concurrently} if exists ${name}`);
  }

  private get concurrently(): string {
    return this.isConcurrent ? "concurrently" : "";
  }

  /** The statement waits for running writers; other statements do not wait for it. */
  private addWithoutLockTimeout(sql: string): void {
    this.addSql(`set lock_timeout = 0`);
    this.addSql(sql);
    this.addSql(`reset lock_timeout`);
  }
}

/**
 * The same migration in a transaction, for tables that were created a moment ago and that nobody writes. It works through a
 * connection pooler.
 */
export function inTransaction(migration: {
  prototype: SchemaMigration;
}): typeof IndexMigration & (new (...args: ConstructorParameters<typeof IndexMigration>) => IndexMigration) {
  return class extends IndexMigration {
    protected override get isConcurrent(): boolean {
      return false;
    }

    override up(): Promise<void> | void {
      return migration.prototype.up.call(this);
    }
  };
}
