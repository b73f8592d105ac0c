import { once } from "node:events";
import { WebSocket } from "ws";
import type { TestServer } from "./start-test-server.ts";

/** Rejects if the server rejects the upgrade. */
export async function openWebSocket(server: TestServer, headers: Record<string, string>, path = "/trpc") {
  const socket = new WebSocket(server.url.replace(/^http/, "ws") + path, { headers });
  await once(socket, "open");

  return socket;
}

type Response = { id: number; error?: object; result?: { type: string } };

/** Collects responses, to wait for one kind of response to a request. */
export function collectResponses(socket: WebSocket) {
  const seen: Response[] = [];
  socket.on("message", (data: Buffer) => {
    if (data.toString() !== "PING") seen.push(JSON.parse(data.toString()) as Response);
  });
  const find = (id: number, kind: string) =>
    seen.find(
      (response) =>
        response.id === id && (kind === "error" ? response.error : response.result?.type === kind),
    );

  return {
    async next(id: number, kind: "data" | "stopped" | "error"): Promise<object | undefined> {
      while (!find(id, kind)) await once(socket, "message");
      const response = find(id, kind);
      return response?.error ?? response?.result;
    },
  };
}
