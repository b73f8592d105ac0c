import type { IncomingMessage } from "node:http";

/** The address that a request comes from: behind a trusted proxy, the one that the proxy saw. */
export function clientAddress({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const forwarded = headers["x-forwarded-for"];
  // Each proxy adds the address it saw at the end; what stands before it is the client's own claim.
  const seenByProxy = [forwarded].flat().join().split(",").at(-1)?.trim();

  return (trustProxy && seenByProxy) || (socket.remoteAddress ?? "");
}
