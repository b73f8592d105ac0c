import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A proxy in front of a server that can go offline, like a laptop's network. */
export interface FlakyProxy extends AsyncDisposable {
  url: string;
  /** Closes all connections and rejects new ones. */
  goOffline: () => void;
  goOnline: () => void;
}

export async function openFlakyProxy(target: string): Promise<FlakyProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isOnline = true;

  const server = createServer((downstream) => {
    if (!isOnline) {
      downstream.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const socket of [downstream, upstream]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      // Closed connections fail on both sides, as intended.
      socket.on("error", () => undefined);
    }
    downstream.pipe(upstream).pipe(downstream);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  function closeConnections(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goOffline() {
      isOnline = false;
      closeConnections();
    },
    goOnline() {
      isOnline = true;
    },
    async [Symbol.asyncDispose]() {
      closeConnections();
      server.close();
      await once(server, "close");
    },
  };
}
