import { Migration } from "@mikro-orm/migrations";

/**
 * The hash chain over the activity log: a seal for each entry, a head for each day. Seals refer to no other table,
 * because they outlive the entries and the people that they are about. A salt goes with its person.
 */
export class CreateActivitySeals extends Migration {
  override up(): void {
    this.addSql(`
      create table activity_seals (
        event_id uuid not null,
        occurred_at timestamptz(3) not null,
        day date not null,
        sequence integer not null,
        name text not null,
        personal text[] not null,
        actor bytea,
        content bytea not null,
        hash bytea not null,
        primary key (day, sequence)
      )`);
    this.addSql(`create index activity_seals_event_index on activity_seals (event_id)`);
    this.addSql(`
      create table sealed_days (
        day date primary key,
        entries integer not null,
        head bytea not null
      )`);
    this.addSql(`
      create table actor_salts (
        user_id integer primary key references users on delete cascade,
        salt uuid not null default gen_random_uuid()
      )`);
  }

  override down(): void {
    this.addSql(`drop table activity_seals, sealed_days, actor_salts`);
  }
}
