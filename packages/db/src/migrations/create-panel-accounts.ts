import { Migration } from "@mikro-orm/migrations";

/** The tables of better-auth, under our names. apps/server/src/accounts maps its fields to these columns. */
export class CreatePanelAccounts extends Migration {
  override up(): void {
    this.addSql(`
      create table panel_users (
        id uuid primary key default gen_random_uuid(),
        email text not null constraint panel_users_email_unique unique check (email = lower(email)),
        email_verified boolean not null default false,
        name text not null default '',
        image text,
        role text not null default 'none' check (role in ('admin', 'none')),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now()
      )`);

    this.addSql(`
      create table panel_sessions (
        id uuid primary key default gen_random_uuid(),
        user_id uuid not null references panel_users on delete cascade,
        token text not null constraint panel_sessions_token_unique unique,
        expires_at timestamptz(3) not null,
        ip_address text,
        user_agent text,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now()
      )`);
    this.addSql(`create index panel_sessions_user_index on panel_sessions (user_id)`);

    this.addSql(`
      create table panel_accounts (
        id uuid primary key default gen_random_uuid(),
        user_id uuid not null references panel_users on delete cascade,
        account_id text not null,
        provider_id text not null,
        access_token text,
        refresh_token text,
        id_token text,
        access_token_expires_at timestamptz(3),
        refresh_token_expires_at timestamptz(3),
        scope text,
        password text,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now()
      )`);
    this.addSql(`create index panel_accounts_user_index on panel_accounts (user_id)`);

    this.addSql(`
      create table panel_verifications (
        id uuid primary key default gen_random_uuid(),
        identifier text not null,
        value text not null,
        expires_at timestamptz(3) not null,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now()
      )`);
    this.addSql(`create index panel_verifications_identifier_index on panel_verifications (identifier)`);
  }

  override down(): void {
    this.addSql(`drop table panel_verifications, panel_accounts, panel_sessions, panel_users`);
  }
}
