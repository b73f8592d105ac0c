import { connect } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";

/** Run as a script: whoever has the address in the first argument stays signed in to the panel, and is no admin any more. */
const [email] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = "data" } = process.env;

await using database = await openDatabase({ databaseUrl, dataDir });
const orm = await connect({ url: database.url, poolSize: 1 });
await orm.em.execute("update panel_users set role = 'none' where email = ?", [email]);
await orm.close();
