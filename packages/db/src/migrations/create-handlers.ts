import { Migration } from "@mikro-orm/migrations";

export class CreateHandlers extends Migration {
  override up(): void {
    this.addSql(`
      create table handlers (
        name text primary key,
        pattern text not null,
        succeeded bigint not null default 0,
        registered_at timestamptz(3) not null default now()
      )`);

    this.addSql(`
      create table handler_jobs (
        handler_name text not null references handlers on delete cascade,
        event_id uuid not null references events on delete cascade,
        attempts integer not null default 0,
        run_at timestamptz(3) default now(),
        last_error text,
        created_at timestamptz(3) not null default now(),
        primary key (handler_name, event_id)
      )`);
    this.addSql(`create index handler_jobs_event_index on handler_jobs (event_id)`);
    this.addSql(`create index handler_jobs_due_index on handler_jobs (run_at) where run_at is not null`);
  }

  override down(): void {
    this.addSql(`drop table handler_jobs, handlers`);
  }
}
