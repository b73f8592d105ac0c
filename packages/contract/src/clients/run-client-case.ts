import { setTimeout as sleep } from "node:timers/promises";
import type { ClientCaseResult } from "./assertions.ts";
import { CONTRACT_KEY } from "./assertions.ts";
import type { Action, ClientCase } from "./client-case.ts";
import type { ContractServer } from "./contract-server.ts";

/** The client under test. */
export interface ContractClient {
  /** Tracks an event of any name with this metadata. */
  track: (metadata: { number: number; text?: string }) => void;
  flush: () => Promise<unknown>;
  close: () => Promise<unknown>;
}

export type OpenClient = (url: string, key: string) => ContractClient;

const MAX_WAIT_MS = 10_000;

/** Performs the actions of a case with a new client and returns the result. */
export async function runClientCase(
  server: ContractServer,
  { name, actions }: ClientCase,
  openClient: OpenClient,
): Promise<ClientCaseResult> {
  const run = `run-${Math.random().toString(36).slice(2)}`;
  const client = openClient(server.getUrl(run, name), CONTRACT_KEY);
  let tracked = 0;

  async function perform(action: Action): Promise<unknown> {
    switch (action.do) {
      case "track":
        for (let count = 0; count < action.count; count++) {
          client.track({ number: tracked++, ...(action.bytes && { text: "x".repeat(action.bytes) }) });
        }
        return;
      case "flush":
        return client.flush();
      case "close":
        return client.close();
      case "await requests":
        return waitUntil(() => server.countRequests(run, name) >= action.count);
      case "wait":
        return sleep(action.ms);
    }
  }

  for (const action of actions) await perform(action);
  await client.close();

  return server.getResult(run, name);
}

async function waitUntil(isDone: () => boolean): Promise<void> {
  const deadline = performance.now() + MAX_WAIT_MS;
  while (!isDone() && performance.now() < deadline) await sleep(10);
}
