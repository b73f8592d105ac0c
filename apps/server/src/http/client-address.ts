import type { IncomingMessage } from "node:http";

/** The client's IP address: behind a trusted proxy, the address that the proxy saw. */
export function getClientAddress({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const forwarded = headers["x-forwarded-for"];
  // Each proxy appends the address it saw; earlier entries are claims of the client.
  const seenByProxy = [forwarded].flat().join().split(",").at(-1)?.trim();

  return (trustProxy && seenByProxy) || (socket.remoteAddress ?? "");
}
