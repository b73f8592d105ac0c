import type { Server } from "node:http";
import { withinTime } from "../lifecycle/finishes-within.ts";

const patience = 8_000;
const checkInterval = 50;

/** Takes no more connections, lets requests under way finish for eight seconds, and then cuts them off. */
export async function stopHttp(server: Server): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // A connection that was busy until now would else be kept alive for the client's next request.
  const checking = setInterval(() => server.closeIdleConnections(), checkInterval);

  try {
    if (await withinTime(patience, closed)) return;
    server.closeAllConnections();
    await closed;
  } finally {
    clearInterval(checking);
  }
}
