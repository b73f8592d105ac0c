import { Migration } from "@mikro-orm/migrations";

/**
 * Which anonymous visitors are which users. Events keep the number of whoever they came with; readers ask here who that
 * is, so one row makes all of a visitor's events the user's. `user_id = null` undoes it; a deleted row is not noticed by
 * who keeps them in memory, so only that of a deleted visitor, who has no events left, may go.
 *
 * `xid` is the transaction that changed the row last: a reader that keeps the rows in memory asks for those behind its
 * last snapshot.
 */
export class CreateIdentities extends Migration {
  override up(): void {
    this.addSql(`
      create table identities (
        anonymous_id integer primary key references users on delete cascade,
        user_id integer references users on delete set null check (user_id <> anonymous_id),
        linked_at timestamptz(3) not null default now(),
        xid xid8 not null default pg_current_xact_id()
      )`);
    this.addSql(`create index identities_user_index on identities (user_id) where user_id is not null`);
    this.addSql(`create index identities_xid_index on identities (xid)`);

    this.addSql(`
      create function note_identity_change() returns trigger language plpgsql as $$
      begin
        new.xid = pg_current_xact_id();
        return new;
      end $$`);
    this.addSql(`
      create trigger note_changed before update on identities
      for each row execute function note_identity_change()`);
  }

  override down(): void {
    this.addSql(`drop table identities`);
    this.addSql(`drop function note_identity_change`);
  }
}
