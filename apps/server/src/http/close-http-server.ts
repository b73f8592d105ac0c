import type { Server } from "node:http";
import { finishesWithin } from "../lifecycle/finishes-within.ts";

const GRACE_MS = 8_000;
const CHECK_INTERVAL_MS = 50;

/** Stops accepting connections, lets requests in progress finish for eight seconds, then cuts them. */
export async function closeHttpServer(server: Server): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // A connection that becomes idle later would stay open for the client's next request.
  const checking = setInterval(() => server.closeIdleConnections(), CHECK_INTERVAL_MS);

  try {
    if (await finishesWithin(GRACE_MS, closed)) return;
    server.closeAllConnections();
    await closed;
  } finally {
    clearInterval(checking);
  }
}
