import { IndexMigration } from "./index-migration.ts";

/** Finds the session of a heartbeat that names no person. */
export class SessionKeyIndex extends IndexMigration {
  override up(): void {
    this.build("sessions_key_index", "sessions (session_key, started_at)");
  }
}
