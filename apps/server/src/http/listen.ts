import { once } from "node:events";
import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { respondWhileStarting } from "./health.ts";

/** The server cannot listen on its address. The message names the setting to change. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

export interface ListeningServer {
  server: Server;
  port: number;
  /** Sets the request handler. Until then requests get 503 and retry. */
  handleWith: (listener: RequestListener) => void;
}

/** For senders that trickle. Checked every five seconds. */
const TIMEOUTS = { requestTimeout: 30_000, headersTimeout: 15_000, connectionsCheckingInterval: 5_000 };
/** Including WebSockets. More are refused, instead of running out of file descriptors. */
const MAX_CONNECTIONS = 20_000;

/** Reserves the port before anything else starts. @param port 0 takes any free port. @throws {ListenError} */
export async function listen({ host, port }: { host: string; port: number }): Promise<ListeningServer> {
  const server = createServer(TIMEOUTS);
  server.maxConnections = MAX_CONNECTIONS;
  let handle = respondWhileStarting;
  server.on("request", (request, response) => handle(request, response));

  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ListenError(formatListenError(code, host, port), { cause: error });
  }

  return {
    server,
    port: (server.address() as AddressInfo).port,
    handleWith(listener) {
      handle = listener;
    },
  };
}

function formatListenError(code: string | undefined, host: string, port: number): string {
  if (code === "EADDRINUSE")
    return `Port ${port} on ${host} is already in use. Stop the other program or set PORT to a free port.`;
  if (code === "EACCES")
    return `No permission to listen on port ${port} of ${host}. Set PORT to a port above 1023.`;

  return `Cannot listen on ${host} (${code}). Set HOST to an address of this machine.`;
}
