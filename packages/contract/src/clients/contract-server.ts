import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ItemOutcome, ItemResult } from "../item-result.ts";
import type { ClientCaseResult, ClientTraffic } from "./assertions.ts";
import { checkClientCase, CONTRACT_KEY } from "./assertions.ts";
import type { ClientCase, Reply } from "./client-case.ts";
import { clientCases } from "./client-cases.ts";
import type { ReceivedRequest } from "./received-request.ts";
import { readRequest } from "./received-request.ts";

/** A server that replies as the client cases define and checks what the client sends. */
export interface ContractServer extends AsyncDisposable {
  url: string;
  /** The URL for a client. `run` is any name, so that one server can check several clients. */
  getUrl: (run: string, name: string) => string;
  /** Names of the runs that sent requests, in order. */
  listRuns: () => string[];
  countRequests: (run: string, name: string) => number;
  getResult: (run: string, name: string) => ClientCaseResult;
}

interface RecordedTraffic extends ClientTraffic {
  requests: ReceivedRequest[];
  invalidRequests: string[];
  open: number;
}

/** Starts the server on a local port; 0 picks a free one. `GET /` describes the cases. */
export async function startContractServer(port = 0): Promise<ContractServer> {
  const trafficByCase = new Map<string, RecordedTraffic>();

  function getTraffic(run: string, name: string): RecordedTraffic {
    const key = `${run}/${name}`;
    const traffic = trafficByCase.get(key) ?? {
      requests: [],
      invalidRequests: [],
      open: 0,
      maxConcurrent: 0,
    };
    trafficByCase.set(key, traffic);

    return traffic;
  }

  function getResult(run: string, name: string): ClientCaseResult {
    return checkClientCase(findCase(name), getTraffic(run, name));
  }

  async function handleIngest(
    clientCase: ClientCase,
    run: string,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const traffic = getTraffic(run, clientCase.name);
    traffic.maxConcurrent = Math.max(traffic.maxConcurrent, ++traffic.open);
    response.once("close", () => traffic.open--);

    try {
      const received = await readRequest(request);
      const reply = clientCase.replies[traffic.requests.length] ?? {
        results: received.events.map((): ItemOutcome => ({
          status: "stored",
          duplicate: false,
          warnings: [],
        })),
      };
      traffic.requests.push(received);
      await sendReply(response, received, reply);
    } catch (error) {
      traffic.invalidRequests.push(`A request is not valid JSON: ${String(error)}`);
      response.writeHead(400).end();
    }
  }

  const server = createServer((request, response) => {
    allowBrowsers(request, response);
    const [run, name, endpoint] = (request.url ?? "").split("/").slice(1);
    const clientCase = clientCases.find((one) => one.name === name);

    if (request.method === "OPTIONS") response.writeHead(204).end();
    else if (clientCase && run && endpoint === "ingest") {
      void handleIngest(clientCase, run, request, response);
    } else if (clientCase && run) {
      sendJson(response, { ...clientCase, key: CONTRACT_KEY, result: getResult(run, clientCase.name) });
    } else sendJson(response, describeCases());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    getUrl: (run, name) => `${url}/${run}/${name}`,
    listRuns: () => [...new Set([...trafficByCase.keys()].map((key) => key.split("/")[0] ?? ""))],
    countRequests: (run, name) => getTraffic(run, name).requests.length,
    getResult,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function sendReply(response: ServerResponse, { events }: ReceivedRequest, reply: Reply): Promise<void> {
  if (reply === "close connection") {
    response.destroy();
  } else if (reply === "html page") {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Sign in</title>");
  } else if ("results" in reply) {
    await sleep(reply.delayMs ?? 0);
    const results = events.flatMap(({ id }, index): ItemResult[] => {
      const outcome = reply.results[index];
      return outcome ? [{ id: typeof id === "string" ? id : null, ...outcome }] : [];
    });
    sendJson(response, { results });
  } else {
    if (reply.retryAfter !== undefined) response.setHeader("Retry-After", reply.retryAfter);
    response.statusCode = reply.status;
    sendJson(response, { error: { code: "REJECTED", message: `Contract case: ${reply.status}.` } });
  }
}

function allowBrowsers({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Access-Control-Allow-Origin", headers.origin ?? "*");
  response.setHeader("Access-Control-Allow-Headers", "authorization, content-type, content-encoding");
  response.setHeader("Access-Control-Expose-Headers", "Retry-After");
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(value, null, 2));
}

function describeCases(): object {
  return {
    steps: [
      "For each case, open a client with the URL /<run>/<name> of this server and the key. <run> is any name.",
      "Perform the actions in order, then GET /<run>/<name> and read the result.",
      'Number the events from 0 and send the number as metadata: {"number": 0}.',
      "Disable sending by time or batch size, so that only the actions send events.",
    ],
    key: CONTRACT_KEY,
    cases: clientCases.map(({ name, title, actions }) => ({ name, title, actions })),
  };
}

function findCase(name: string): ClientCase {
  const found = clientCases.find((one) => one.name === name);
  if (!found) throw new Error(`Unknown client case "${name}".`);

  return found;
}
