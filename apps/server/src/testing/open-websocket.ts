import { once } from "node:events";
import { WebSocket } from "ws";
import type { TestServer } from "./start-test-server.ts";

/** A WebSocket of the server, open. Rejects when the server refuses it. */
export async function openWebSocket(server: TestServer, headers: Record<string, string>, path = "/trpc") {
  const socket = new WebSocket(server.url.replace(/^http/, "ws") + path, { headers });
  await once(socket, "open");

  return socket;
}

type Answer = { id: number; error?: object; result?: { type: string } };

/** Waits for the answers of one kind to one request. */
export function collectResponses(socket: WebSocket) {
  const seen: Answer[] = [];
  socket.on("message", (data: Buffer) => {
    if (data.toString() !== "PING") seen.push(JSON.parse(data.toString()) as Answer);
  });
  const find = (id: number, kind: string) =>
    seen.find(
      (answer) => answer.id === id && (kind === "error" ? answer.error : answer.result?.type === kind),
    );

  return {
    async next(id: number, kind: "data" | "stopped" | "error"): Promise<object | undefined> {
      while (!find(id, kind)) await once(socket, "message");
      const answer = find(id, kind);
      return answer?.error ?? answer?.result;
    },
  };
}
