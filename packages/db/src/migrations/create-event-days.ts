import { Migration } from "@mikro-orm/migrations";

/**
 * Counts that are always true: every statement that changes `events`, whoever runs it and also the set null of a
 * deleted user, notes which quarter-hours it changed. Notes are only ever added, so writers never wait for each other;
 * `foldChanges` sums them up into `event_days` now and then, and readers add what is not folded yet.
 *
 * A quarter is the number of quarter-hours since 1970 in UTC, a day is quarter / 96.
 */
export class CreateEventDays extends Migration {
  override up(): void {
    this.addSql(`create sequence event_revisions`);

    this.addSql(`
      create table event_days (
        name_id integer not null references event_names,
        day integer not null,
        revision bigint not null,
        total integer not null,
        quarters integer[] not null check (cardinality(quarters) = 96),
        primary key (name_id, day)
      )`);

    this.addSql(`
      create table event_changes (
        name_id integer not null,
        quarter integer not null,
        count integer not null
      )`);

    this.addSql(`
      create function note_event_changes() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into event_changes
          select name_id, floor(extract(epoch from occurred_at) / 900), count(*)
          from added group by 1, 2;
        elsif tg_op = 'DELETE' then
          insert into event_changes
          select name_id, floor(extract(epoch from occurred_at) / 900), -count(*)
          from removed group by 1, 2;
        elsif tg_op = 'UPDATE' then
          insert into event_changes
          select name_id, floor(extract(epoch from occurred_at) / 900), sum(count)
          from (
            select name_id, occurred_at, 1 as count from added
            union all
            select name_id, occurred_at, -1 from removed
          ) as changed
          group by 1, 2;
        else
          delete from event_changes;
          delete from event_days;
        end if;
        return null;
      end $$`);

    this.addSql(`
      create trigger note_added after insert on events
      referencing new table as added for each statement execute function note_event_changes()`);
    this.addSql(`
      create trigger note_removed after delete on events
      referencing old table as removed for each statement execute function note_event_changes()`);
    this.addSql(`
      create trigger note_changed after update on events
      referencing old table as removed new table as added for each statement execute function note_event_changes()`);
    this.addSql(`
      create trigger note_truncated after truncate on events
      for each statement execute function note_event_changes()`);

    this.addSql(`
      insert into event_changes
      select name_id, floor(extract(epoch from occurred_at) / 900), count(*) from events group by 1, 2`);
  }

  override down(): void {
    this.addSql(`drop trigger note_added on events`);
    this.addSql(`drop trigger note_removed on events`);
    this.addSql(`drop trigger note_changed on events`);
    this.addSql(`drop trigger note_truncated on events`);
    this.addSql(`drop function note_event_changes`);
    this.addSql(`drop table event_changes, event_days`);
    this.addSql(`drop sequence event_revisions`);
  }
}
