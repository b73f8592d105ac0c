import { connect } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";

const changes = {
  demote: "update admin_events.panel_users set role = 'none' where email = ?",
  expire:
    "update admin_events.panel_sessions set expires_at = now() - interval '1 second' where user_id = (select id from admin_events.panel_users where email = ?)",
};

/** What may happen to somebody of the panel: to be no admin any more, or that their sign-ins are over. */
export type MemberChange = keyof typeof changes;

/** Run as a script: does the change in the first argument to whoever has the address in the second. */
const [change, email] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = "data" } = process.env;

await using database = await openDatabase({ databaseUrl, dataDir });
const orm = await connect({ url: database.url, poolSize: 1 });
await orm.em.execute(changes[change as MemberChange], [email]);
await orm.close();
