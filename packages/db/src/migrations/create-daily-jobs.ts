import { Migration } from "@mikro-orm/migrations";

/** When each daily job was last done, so that of several processes one does it. */
export class CreateDailyJobs extends Migration {
  override up(): void {
    this.addSql(`create table daily_jobs (name text primary key, done_on date not null)`);
  }

  override down(): void {
    this.addSql(`drop table daily_jobs`);
  }
}
