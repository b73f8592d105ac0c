import { SchemaMigration } from "./schema-migration.ts";

/** Remembers erased people by a hash, and lets an erasure change activities that the hash chain contains. */
export class Erasures extends SchemaMigration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table users add column erased_before timestamptz(3)`,
  `create table erasure_keys (
    only_one boolean primary key default true constraint erasure_keys_only_one check (only_one),
    key text not null
  )`,
  `insert into erasure_keys (key) values (gen_random_uuid()::text || gen_random_uuid()::text)`,
  `create table erased_people (
    hash bytea primary key,
    erased_at timestamptz(3) not null,
    mode text not null
      constraint erased_people_mode_known check (mode in ('detach', 'anonymise', 'drop-metadata'))
  )`,

  // Like the chain itself, both outlive the activities.
  `create table activity_salts (
    event_id uuid primary key,
    salt uuid not null default gen_random_uuid()
  )`,
  `create table activity_chain_erasures (
    erasure_id uuid not null,
    event_id uuid not null,
    content bytea not null,
    primary key (erasure_id, event_id)
  )`,
  `create index activity_chain_erasures_event_index on activity_chain_erasures (event_id)`,
];
