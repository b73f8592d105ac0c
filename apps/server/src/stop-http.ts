import type { Server } from "node:http";
import { withinTime } from "./within-time.ts";

const patience = 8_000;

/** Takes no more connections, lets requests under way finish for eight seconds, and then cuts them off. */
export async function stopHttp(server: Server): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());

  if (!(await withinTime(patience, closed))) {
    server.closeAllConnections();
    await closed;
  }
}
