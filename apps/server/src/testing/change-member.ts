import { connect } from "@admin-events/db";
import { openDatabase } from "@admin-events/db/embedded";

/** Changes of a panel member: losing the admin role, or the end of their sessions. */
export type MemberChange = "demote" | "expire";

/** A script: applies the change in the first argument to the member whose email is the second. */
const [change, email = ""] = process.argv.slice(2);
const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = "data" } = process.env;

await using database = await openDatabase({ databaseUrl, dataDir });
const orm = await connect({ url: database.url, poolSize: 1 });
const db = orm.em.getKysely();
const member = db.selectFrom("panel_users").select("id").where("email", "=", email);

if (change === "demote") {
  await db.updateTable("panel_users").set({ role: "none" }).where("email", "=", email).execute();
} else {
  const expired = { expires_at: new Date(Date.now() - 1_000) };
  await db.updateTable("panel_sessions").set(expired).where("user_id", "in", member).execute();
}
await orm.close();
