import { Migration } from "@mikro-orm/migrations";

/**
 * Who did what when, packed: for a day of a name the numbers of the people and the milliseconds into the day, four bytes
 * each, in the order of time. A segment holds as long as its revision is that of the day; losing it costs time only.
 */
export class CreateEventSegments extends Migration {
  override up(): void {
    this.addSql(`
      create table event_segments (
        name_id integer not null,
        day integer not null,
        revision bigint not null,
        people bytea not null,
        times bytea not null,
        primary key (name_id, day)
      )`);
    this.addSql(`
      alter table event_segments
        alter column people set storage external,
        alter column times set storage external`);
  }

  override down(): void {
    this.addSql(`drop table event_segments`);
  }
}
