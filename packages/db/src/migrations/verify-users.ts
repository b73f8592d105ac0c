import { Migration } from "@mikro-orm/migrations";

/**
 * Who proved to be the user they name. `is_unverified` is null for the many and true for the few: a null costs an event
 * nothing beside the nulls it has already.
 */
export class VerifyUsers extends Migration {
  override up(): void {
    this.addSql(`alter table events add column is_unverified boolean`);
    this.addSql(`alter table api_keys add column signing_secret text`);
    this.addSql(`
      alter table users
        add column identified_at timestamptz(3),
        add column is_verified boolean not null default false`);
  }

  override down(): void {
    this.addSql(`alter table users drop column identified_at, drop column is_verified`);
    this.addSql(`alter table api_keys drop column signing_secret`);
    this.addSql(`alter table events drop column is_unverified`);
  }
}
