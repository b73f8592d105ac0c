import type { Express } from "express";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";

export interface RunningApp extends AsyncDisposable {
  url: string;
  port: number;
}

/** Serves an Express app on a free port. */
export async function startApp(app: Express): Promise<RunningApp> {
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Sends bytes as they are and returns the first line of the response; an empty text if there is none. */
export async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(bytes);
  let received = "";
  for await (const chunk of socket) {
    received += String(chunk);
    if (received.includes("\r\n")) break;
  }
  socket.destroy();

  return received.split("\r\n")[0] ?? "";
}
