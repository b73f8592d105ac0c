import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A TCP proxy before a database that can fall silent: connections stay open, and nothing is forwarded. */
export interface TestProxy extends AsyncDisposable {
  /** The database's address through the proxy. */
  url: string;
  /** Stops forwarding, for good on open connections and, unless `onlyOpen`, also on new ones until this is called again. */
  fallSilent: (options?: { onlyOpen: boolean }) => void;
  /** Statements of open connections still reach the database, but their answers are lost. */
  loseAnswers: () => void;
}

export async function createProxy(databaseUrl: string): Promise<TestProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const pairs = new Set<[Socket, Socket]>();
  let isSilent = false;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    for (const socket of pair) {
      sockets.add(socket);
      socket.on("error", () => pair.forEach((each) => each.destroy()));
      socket.on("close", () => {
        sockets.delete(socket);
        pairs.delete(pair);
        pair.forEach((each) => each.destroy());
      });
    }
    if (!isSilent) forward(pair);
  });

  function forward([client, upstream]: [Socket, Socket]): void {
    client.pipe(upstream);
    upstream.pipe(client);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.href,
    fallSilent({ onlyOpen } = { onlyOpen: false }) {
      isSilent = !onlyOpen;
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream).pause();
        upstream.unpipe(client).pause();
      }
    },
    loseAnswers() {
      for (const [client, upstream] of pairs) upstream.unpipe(client).resume();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
