import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

export interface Relay extends AsyncDisposable {
  /** Stays the same wherever the relay leads. */
  url: string;
  /** Cuts every connection and leads new ones elsewhere; null leads nowhere, as when a server is away. */
  leadTo(url: string | null): void;
}

/** An address whose server may be replaced. */
export async function startRelay(): Promise<Relay> {
  const open = new Set<Socket>();
  let target: URL | null = null;

  const relay = createServer((socket) => {
    if (!target) return void socket.destroy();

    const onward = connect(Number(target.port), "127.0.0.1");
    for (const one of [socket, onward]) {
      open.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        open.delete(one);
        socket.destroy();
        onward.destroy();
      });
    }
    socket.pipe(onward).pipe(socket);
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");

  function cut(): void {
    for (const socket of open) socket.destroy();
  }

  return {
    url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    leadTo(url) {
      target = url === null ? null : new URL(url);
      cut();
    },
    async [Symbol.asyncDispose]() {
      relay.close();
      cut();
      await once(relay, "close");
    },
  };
}
