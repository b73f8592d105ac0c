import { once } from "node:events";
import type { Server } from "node:net";

/** Something else listens there already. The message says which variable to set. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

/**
 * Starts to listen. `variable` is the one that sets the port.
 *
 * @throws {PortTaken}
 */
export async function listenOn(
  server: Pick<Server, "listen" | "once">,
  { host, port, variable }: { host: string; port: number; variable: string },
): Promise<void> {
  try {
    server.listen(port, host);
    await once(server as Server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new PortTaken(`Port ${port} is taken: stop what listens there, or set ${variable} to a free port.`);
  }
}
