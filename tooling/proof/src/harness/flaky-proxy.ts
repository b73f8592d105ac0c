import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A way to a server that may break, as a laptop's network does. */
export interface FlakyWay extends AsyncDisposable {
  url: string;
  /** Cuts all connections and takes no new ones. */
  goOffline: () => void;
  goOnline: () => void;
}

export async function openFlakyWay(target: string): Promise<FlakyWay> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isOnline = true;

  const server = createServer((near) => {
    if (!isOnline) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      // A cut connection fails on both sides; that is the point.
      socket.on("error", () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  function cut(): void {
    for (const socket of sockets) socket.destroy();
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goOffline() {
      isOnline = false;
      cut();
    },
    goOnline() {
      isOnline = true;
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
