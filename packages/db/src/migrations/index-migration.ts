import { Migration } from "@mikro-orm/migrations";

/**
 * Indexes of tables that are being written: they are built and dropped beside the writers, who never wait. Such a
 * migration is no transaction; one that was interrupted runs again from its start.
 */
export abstract class IndexMigration extends Migration {
  override isTransactional(): boolean {
    return false;
  }

  /** @param definition what follows `on`: the table, the columns, and further terms. */
  protected build(name: string, definition: string): void {
    // One that was interrupted is left behind, kept up and never read.
    this.drop(name);
    this.addPatiently(`create index concurrently ${name} on ${definition}`);
  }

  protected drop(name: string): void {
    this.addPatiently(`drop index concurrently if exists ${name}`);
  }

  /** It waits for whoever writes now to finish, and as nobody waits for it, it may take its time. */
  private addPatiently(sql: string): void {
    this.addSql(`set lock_timeout = 0`);
    this.addSql(sql);
    this.addSql(`reset lock_timeout`);
  }
}
