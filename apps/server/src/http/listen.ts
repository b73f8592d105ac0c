import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** The server cannot have the address it should. The message is one sentence with what to do. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

/** Starts to listen. @returns the port, which was chosen now if it was given as 0. @throws {CannotListen} */
export async function listen(
  server: Server,
  { host, port }: { host: string; port: number },
): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new CannotListen(formatError((error as NodeJS.ErrnoException).code, host, port), { cause: error });
  }

  return (server.address() as AddressInfo).port;
}

function formatError(code: string | undefined, host: string, port: number): string {
  if (code === "EADDRINUSE") {
    return `Port ${port} of ${host} is taken: stop the program that uses it, or set PORT to another one.`;
  }
  if (code === "EACCES")
    return `Port ${port} of ${host} may not be used by this user: set PORT to one above 1023.`;

  return `The address ${host} cannot be listened on (${code}): set HOST to an address of this machine.`;
}
