import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientCase, Reply } from "./client-case.ts";
import { clientCases } from "./client-cases.ts";
import type { Seen, Verdict } from "./judge.ts";
import { contractKey, judge } from "./judge.ts";
import type { SeenRequest } from "./seen-request.ts";
import { readRequest } from "./seen-request.ts";

/** A server that does to clients what the cases say, and judges what they make of it. */
export interface ContractServer extends AsyncDisposable {
  url: string;
  /** The address to give to a client: a run is any word, so that one server judges many clients. */
  urlFor: (run: string, name: string) => string;
  /** Every run that sent something, the first first. */
  runs: () => string[];
  requestsSeen: (run: string, name: string) => number;
  verdictOn: (run: string, name: string) => Verdict;
}

interface Watched extends Seen {
  requests: SeenRequest[];
  unreadable: string[];
  open: number;
}

/** Starts the server on a port of this machine; 0 takes any. Over HTTP it explains itself at its root. */
export async function startContractServer(port = 0): Promise<ContractServer> {
  const watched = new Map<string, Watched>();

  function watchedIn(run: string, name: string): Watched {
    const place = `${run}/${name}`;
    const found = watched.get(place) ?? { requests: [], unreadable: [], open: 0, mostAtOnce: 0 };
    watched.set(place, found);

    return found;
  }

  function verdictOn(run: string, name: string): Verdict {
    return judge(caseNamed(name), watchedIn(run, name));
  }

  async function take(asked: ClientCase, run: string, request: IncomingMessage, response: ServerResponse) {
    const seen = watchedIn(run, asked.name);
    seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.open);
    response.once("close", () => seen.open--);

    try {
      const read = await readRequest(request);
      const reply = asked.replies[seen.requests.length] ?? { results: read.events.map(() => "ok" as const) };
      seen.requests.push(read);
      await answer(response, read, reply);
    } catch (error) {
      seen.unreadable.push(`A request could not be read: ${String(error)}`);
      response.writeHead(400).end();
    }
  }

  const server = createServer((request, response) => {
    allowPages(request, response);
    const [run, name, door] = (request.url ?? "").split("/").slice(1);
    const asked = clientCases.find((one) => one.name === name);

    if (request.method === "OPTIONS") response.writeHead(204).end();
    else if (asked && run && door === "ingest") void take(asked, run, request, response);
    else if (asked && run)
      json(response, { ...asked, key: contractKey, verdict: verdictOn(run, asked.name) });
    else json(response, explanation());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    urlFor: (run, name) => `${url}/${run}/${name}`,
    runs: () => [...new Set([...watched.keys()].map((place) => place.split("/")[0] ?? ""))],
    requestsSeen: (run, name) => watchedIn(run, name).requests.length,
    verdictOn,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function answer(response: ServerResponse, { events }: SeenRequest, reply: Reply): Promise<void> {
  if (reply === "hang up") {
    response.destroy();
  } else if (reply === "a page") {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Sign in</title>");
  } else if ("results" in reply) {
    await sleep(reply.delayMs ?? 0);
    const results = events.flatMap(({ id }, place) => {
      const status = reply.results[place];
      return status === undefined ? [] : [{ id, status, message: `The contract says ${status}.` }];
    });
    json(response, { results });
  } else {
    if (reply.retryAfter !== undefined) response.setHeader("Retry-After", reply.retryAfter);
    response.statusCode = reply.status;
    json(response, { error: { code: "REFUSED", message: `The contract says ${reply.status}.` } });
  }
}

/** Clients in pages are judged too. */
function allowPages({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Access-Control-Allow-Origin", headers.origin ?? "*");
  response.setHeader("Access-Control-Allow-Headers", "authorization, content-type, content-encoding");
  response.setHeader("Access-Control-Expose-Headers", "Retry-After");
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(value, null, 2));
}

function explanation(): object {
  return {
    how: [
      "For each case open a client with the url /<run>/<name> of this server and the key; <run> is any word of yours.",
      "Do its actions in order, then GET /<run>/<name> and read the verdict.",
      'Events are counted from 0 and carry their number as metadata: {"number": 0}.',
      "Switch off what sends by itself after a time or a number of events: only the actions send.",
    ],
    key: contractKey,
    cases: clientCases.map(({ name, title, actions }) => ({ name, title, actions })),
  };
}

function caseNamed(name: string): ClientCase {
  const found = clientCases.find((one) => one.name === name);
  if (!found) throw new Error(`There is no case "${name}".`);

  return found;
}
