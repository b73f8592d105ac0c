import { setTimeout as sleep } from "node:timers/promises";
import type { Action, ClientCase } from "./client-case.ts";
import type { ContractServer } from "./contract-server.ts";
import type { Verdict } from "./judge.ts";
import { contractKey } from "./judge.ts";

/** A client as the cases need it. */
export interface ContractClient {
  /** Tracks any event with this metadata. */
  track: (metadata: { number: number; text?: string }) => void;
  flush: () => Promise<unknown>;
  close: () => Promise<unknown>;
}

export type OpenClient = (url: string, key: string) => ContractClient;

const longestWait = 10_000;

/** Lets a client do what a case asks for. Answers whether it did it right. */
export async function perform(
  server: ContractServer,
  { name, actions }: ClientCase,
  open: OpenClient,
): Promise<Verdict> {
  const run = `run-${Math.random().toString(36).slice(2)}`;
  const client = open(server.urlFor(run, name), contractKey);
  let tracked = 0;

  async function act(action: Action): Promise<unknown> {
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
        return until(() => server.requestsSeen(run, name) >= action.count);
      case "wait":
        return sleep(action.ms);
    }
  }

  for (const action of actions) await act(action);
  await client.close();

  return server.verdictOn(run, name);
}

async function until(isSo: () => boolean): Promise<void> {
  const latest = performance.now() + longestWait;
  while (!isSo() && performance.now() < latest) await sleep(10);
}
