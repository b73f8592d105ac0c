import { Migration } from "@mikro-orm/migrations";

/**
 * Indexes that cost an event less. Events that are stored together share their transaction and the time of their arrival,
 * and those of a person the person: without further columns, an index keeps such a run as one key with a list of places.
 * The rest of the order is made after the index, within the few rows that share a key.
 *
 * In exchange there is room for an index of metadata, so that a rare property is found without reading everything. Its
 * list of what is still to be sorted in is short: whoever fills it up sorts it in.
 */
export class SlimEventIndexes extends Migration {
  override up(): void {
    this.addSql(`drop index events_feed_index, events_live_index, events_user_index`);
    this.addSql(`create index events_feed_index on events (received_at)`);
    this.addSql(`create index events_live_index on events (xid)`);
    this.addSql(`create index events_user_index on events (user_id) where user_id is not null`);
    this.addSql(`
      create index events_metadata_index on events using gin (metadata jsonb_path_ops)
      with (gin_pending_list_limit = 1024)`);
  }

  override down(): void {
    this.addSql(`drop index events_feed_index, events_live_index, events_user_index, events_metadata_index`);
    this.addSql(`create index events_feed_index on events (received_at, id)`);
    this.addSql(`create index events_live_index on events (xid, id)`);
    this.addSql(
      `create index events_user_index on events (user_id, received_at, id) where user_id is not null`,
    );
  }
}
