import { SchemaMigration } from "./schema-migration.ts";

/**
 * Keeps apart what senders without proof say: traits of verified people and groups, links of visitors, and new names. Existing
 * links count as unverified until a verified sender repeats them, because how they were made was not recorded.
 */
export class PublicKeyTrust extends SchemaMigration {
  override up(): void {
    this.addSql(`alter table users add column unverified_traits jsonb not null default '{}'`);
    this.addSql(`alter table groups add column unverified_traits jsonb not null default '{}'`);
    this.addSql(`create index groups_unverified_index on groups (created_at) where not is_verified`);
    this.addSql(`alter table identities add column is_verified boolean not null default false`);
    this.addSql(`alter table event_names
      add column is_public boolean not null default false,
      add column forgotten_at timestamptz(3)`);
    this.addSql(`create index event_names_public_index on event_names (created_at) where is_public`);
    this.addSql(`alter table user_agents add column created_at timestamptz(3) not null default now()`);
    this.addSql(`create index user_agents_created_index on user_agents (created_at)`);
    this.addSql(`create table handler_mails (
      handler text not null,
      user_id integer not null constraint handler_mails_user_id_foreign references users on delete cascade,
      event_id uuid not null,
      claimed_at timestamptz(3) not null default now(),
      sent_at timestamptz(3),
      primary key (handler, user_id)
    )`);
    this.addSql(`create index handler_mails_user_index on handler_mails (user_id)`);
    this.addSql(`create index handler_mails_claimed_index on handler_mails (handler, claimed_at)`);
  }
}
