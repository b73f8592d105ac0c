import { percentile } from "@admin-events/load";
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { join } from "node:path";
import type { SiteMessage, SiteSettings } from "./site.ts";

/** How long answers took, in milliseconds. */
export interface SiteLatency {
  p50: number;
  p99: number;
  requestsPerSecond: number;
}

export interface SiteMeasured {
  bare: SiteLatency;
  recorded: SiteLatency;
  /** Requests that the client gave up. */
  dropped: number;
}

/** One: with more, an answer would also wait for the others', and the machine's cores would be what is measured. */
const connections = 1;
const rounds = 10;

/**
 * An Express server that answers a small JSON, in a process of its own, asked over kept connections: bare and with its
 * requests recorded in turns, so that whatever else the machine does falls on both alike.
 */
export async function measureSite(settings: SiteSettings, requests: number): Promise<SiteMeasured> {
  const child = fork(join(import.meta.dirname, "site.ts"), [JSON.stringify(settings)], {
    stdio: ["ignore", process.stderr, "inherit", "ipc"],
  });
  const [ready] = (await once(child, "message")) as [Extract<SiteMessage, { bareUrl: string }>];
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const sites = [ready.bareUrl, ready.recordedUrl];
  const latencies: number[][] = [[], []];
  const seconds = [0, 0];

  for (const url of sites) await ask(agent, url, 1_000);
  for (let round = 0; round < rounds; round++) {
    for (const place of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const start = performance.now();
      latencies[place]?.push(...(await ask(agent, sites[place] ?? "", requests / rounds)));
      seconds[place] = (seconds[place] ?? 0) + (performance.now() - start) / 1000;
    }
  }
  agent.destroy();
  child.send("end");
  const [ended] = (await once(child, "message")) as [Extract<SiteMessage, { dropped: number }>];
  child.disconnect();

  const [bare, recorded] = latencies.map((values, place) => ({
    p50: percentile(values, 0.5) ?? 0,
    p99: percentile(values, 0.99) ?? 0,
    requestsPerSecond: values.length / (seconds[place] ?? 1),
  })) as [SiteLatency, SiteLatency];
  return { bare, recorded, dropped: ended.dropped };
}

/** Asks so often over all connections at once; answers how long each took. */
async function ask(agent: Agent, url: string, count: number): Promise<number[]> {
  const latencies: number[] = [];
  let left = count;

  async function askInTurn(): Promise<void> {
    while (left-- > 0) {
      const start = performance.now();
      await new Promise<void>((resolve, reject) => {
        get(`${url}/orders/${left}`, { agent }, (response) => response.resume().once("end", resolve)).once(
          "error",
          reject,
        );
      });
      latencies.push(performance.now() - start);
    }
  }
  await Promise.all(Array.from({ length: connections }, askInTurn));

  return latencies;
}
