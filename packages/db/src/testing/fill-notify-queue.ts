import { openClient } from "../connections/index.ts";

const CHANNEL = "crowded";

export interface FullNotifyQueue extends AsyncDisposable {
  /** How many notifications fit. */
  notifications: number;
}

/**
 * Fills the queue of notifications that all databases of a cluster share: a session that listens and stays in a transaction keeps
 * it from shrinking, until disposed. Start the cluster with a small `max_notify_queue_pages`.
 */
export async function fillNotifyQueue(url: string): Promise<FullNotifyQueue> {
  const options = { applicationName: "another program" };
  const listener = await openClient(url, options);
  await listener.query(`listen ${CHANNEL}`);
  await listener.query("begin");
  await listener.query("select 1");

  await using filler = await openClient(url, options);
  const notify = () => filler.query(`select pg_notify('${CHANNEL}', repeat('x', 7000))`);
  let notifications = 0;
  for (let isFull = false; !isFull;) {
    await notify().then(
      () => notifications++,
      () => (isFull = true),
    );
  }

  return { notifications, [Symbol.asyncDispose]: () => listener[Symbol.asyncDispose]() };
}
