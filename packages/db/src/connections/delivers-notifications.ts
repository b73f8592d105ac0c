import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openClient } from "./open-client.ts";

const MAX_WAIT_MS = 3_000;

/**
 * Whether a connection that listens receives what another one notifies. Through a pooler in transaction mode, such as
 * PgBouncer, LISTEN succeeds and nothing ever arrives.
 */
export async function deliversNotifications(url: string): Promise<boolean> {
  const channel = `admin_events_probe_${randomBytes(8).toString("hex")}`;
  await using connections = new AsyncDisposableStack();

  const connect = async () =>
    connections.use(await openClient(url, { applicationName: "admin-events probe" }));

  const listener = await connect();
  const notifier = await connect();
  const isNotified = new Promise<boolean>((resolve) => listener.once("notification", () => resolve(true)));
  await listener.query(`listen ${channel}`);
  await notifier.query(`notify ${channel}`);

  return Promise.race([isNotified, sleep(MAX_WAIT_MS, false, { ref: false })]);
}
