import { Migration } from "@mikro-orm/migrations";

/** Truncating the events takes what was packed of them along, too. */
export class ForgetSegments extends Migration {
  override up(): void {
    this.addSql(`
      create function forget_segments() returns trigger language plpgsql as $$
      begin
        delete from event_segments;
        return null;
      end $$`);
    this.addSql(`
      create trigger forget_segments after truncate on events
      for each statement execute function forget_segments()`);
  }

  override down(): void {
    this.addSql(`drop trigger forget_segments on events`);
    this.addSql(`drop function forget_segments`);
  }
}
