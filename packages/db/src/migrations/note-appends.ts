import { Migration } from "@mikro-orm/migrations";

/**
 * Tells added events from any other change, so that a reader that holds a day in memory may fetch what came on top
 * instead of the whole day. `appended_since` is the revision since which events of the day were only ever added;
 * 0 for the days of before, so that no row of them is written anew.
 */
export class NoteAppends extends Migration {
  override up(): void {
    this.addSql(`alter table event_changes add column is_append boolean not null default false`);
    this.addSql(`alter table event_days add column appended_since bigint not null default 0`);

    this.addSql(`
      create or replace function note_event_changes() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into event_changes
          select name_id, floor(extract(epoch from occurred_at) / 900), count(*), true
          from added group by 1, 2;
        elsif tg_op = 'DELETE' then
          insert into event_changes
          select name_id, floor(extract(epoch from occurred_at) / 900), -count(*), false
          from removed group by 1, 2;
        elsif tg_op = 'UPDATE' then
          insert into event_changes
          select name_id, floor(extract(epoch from occurred_at) / 900), sum(count), false
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
  }

  override down(): void {
    this.addSql(`alter table event_days drop column appended_since`);
    this.addSql(`alter table event_changes drop column is_append`);
  }
}
