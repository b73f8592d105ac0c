import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

export interface Relay extends AsyncDisposable {
  /** Does not change with the target. */
  url: string;
  /** Cuts every connection and forwards new ones to another server; null rejects them. */
  forwardTo(url: string | null): void;
}

/** A TCP proxy whose target can be replaced. */
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
    forwardTo(url) {
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
