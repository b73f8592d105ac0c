import type { RequestListener, Server } from "node:http";
import { createServer } from "node:http";
import { listen } from "./listen.ts";

/** The port is taken before anything else is done; until there is somebody to answer, requests are asked to come again. */
export interface OpenPort {
  server: Server;
  port: number;
  /** Who answers from now on. */
  answerWith: (listener: RequestListener) => void;
}

/** @throws {CannotListen} */
export async function openPort(address: { host: string; port: number }): Promise<OpenPort> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 });
  let answer: RequestListener = (_request, response) => response.writeHead(503, { "Retry-After": 1 }).end();
  server.on("request", (request, response) => answer(request, response));

  return {
    server,
    port: await listen(server, address),
    answerWith(listener) {
      answer = listener;
    },
  };
}
