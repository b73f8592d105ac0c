import { Migration } from "@mikro-orm/migrations";

/**
 * Events point to their names without a foreign key: for each event it took a lock on the row of its name, the same few
 * rows for all writers. Names are given by us alone and never deleted.
 */
export class UnbindEventNames extends Migration {
  override up(): void {
    this.addSql(`alter table events drop constraint events_name_id_fkey`);
  }

  override down(): void {
    this.addSql(
      `alter table events add constraint events_name_id_fkey foreign key (name_id) references event_names`,
    );
  }
}
