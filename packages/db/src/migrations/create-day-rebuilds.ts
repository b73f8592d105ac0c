import { Migration } from "@mikro-orm/migrations";

/** How far a rebuild of `event_days` is, so that one that was interrupted goes on. At most one row. */
export class CreateDayRebuilds extends Migration {
  override up(): void {
    this.addSql(`
      create table day_rebuilds (
        only_one boolean primary key default true check (only_one),
        first_day integer not null,
        next_day integer not null,
        last_day integer not null
      )`);
  }

  override down(): void {
    this.addSql(`drop table day_rebuilds`);
  }
}
