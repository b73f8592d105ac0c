import { IndexMigration } from "./index-migration.ts";

/**
 * Indexes that cost an event less. Events that are stored together share their transaction and the time of their arrival,
 * and those of a person the person: without further columns, an index keeps such a run as one key with a list of places.
 * The rest of the order is made after the index, within the few rows that share a key.
 *
 * In exchange there is room for an index of metadata, so that a rare property is found without reading everything. Its
 * list of what is still to be sorted in is short: whoever fills it up sorts it in.
 */
export class SlimEventIndexes extends IndexMigration {
  override up(): void {
    this.build("events_received_index", `events (received_at)`);
    this.drop("events_feed_index");
    this.build("events_xid_index", `events (xid)`);
    this.drop("events_live_index");
    this.build("events_person_index", `events (user_id) where user_id is not null`);
    this.drop("events_user_index");
    this.build(
      "events_metadata_index",
      `events using gin (metadata jsonb_path_ops) with (gin_pending_list_limit = 1024)`,
    );
  }

  override down(): void {
    this.build("events_feed_index", `events (received_at, id)`);
    this.drop("events_received_index");
    this.build("events_live_index", `events (xid, id)`);
    this.drop("events_xid_index");
    this.build("events_user_index", `events (user_id, received_at, id) where user_id is not null`);
    this.drop("events_person_index");
    this.drop("events_metadata_index");
  }
}
