import { percentile } from "@admin-events/load";
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { join } from "node:path";
import type { SiteMessage, SiteOptions } from "./site.ts";

/** Response times in milliseconds. */
export interface SiteLatency {
  p50: number;
  p99: number;
  requestsPerSecond: number;
}

export interface SiteMeasured {
  bare: SiteLatency;
  recorded: SiteLatency;
  /** Recorded requests that the client dropped. */
  dropped: number;
}

/** With more than one, requests would wait for each other, and the bench would measure the machine's cores. */
const CONNECTIONS = 1;
const ROUNDS = 10;

/**
 * Measures an Express server in its own process that responds with a small JSON. Runs it bare and with recorded requests
 * in turns, so that other load on the machine affects both alike.
 */
export async function measureSite(options: SiteOptions, requests: number): Promise<SiteMeasured> {
  const child = fork(join(import.meta.dirname, "site.ts"), [JSON.stringify(options)], {
    stdio: ["ignore", process.stderr, "inherit", "ipc"],
  });
  const [ready] = (await once(child, "message")) as [Extract<SiteMessage, { bareUrl: string }>];
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const sites = [ready.bareUrl, ready.recordedUrl];
  const latencies: number[][] = [[], []];
  const seconds = [0, 0];

  for (const url of sites) await sendRequests(agent, url, 1_000);
  for (let round = 0; round < ROUNDS; round++) {
    for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const start = performance.now();
      latencies[index]?.push(...(await sendRequests(agent, sites[index] ?? "", requests / ROUNDS)));
      seconds[index] = (seconds[index] ?? 0) + (performance.now() - start) / 1000;
    }
  }
  agent.destroy();
  child.send("end");
  const [ended] = (await once(child, "message")) as [Extract<SiteMessage, { dropped: number }>];
  child.disconnect();

  const [bare, recorded] = latencies.map((values, index) => ({
    p50: percentile(values, 0.5) ?? 0,
    p99: percentile(values, 0.99) ?? 0,
    requestsPerSecond: values.length / (seconds[index] ?? 1),
  })) as [SiteLatency, SiteLatency];
  return { bare, recorded, dropped: ended.dropped };
}

/** Sends `count` requests. @returns the milliseconds of each. */
async function sendRequests(agent: Agent, url: string, count: number): Promise<number[]> {
  const latencies: number[] = [];
  let remaining = count;

  async function work(): Promise<void> {
    while (remaining-- > 0) {
      const start = performance.now();
      await new Promise<void>((resolve, reject) => {
        get(`${url}/orders/${remaining}`, { agent }, (response) =>
          response.resume().once("end", resolve),
        ).once("error", reject);
      });
      latencies.push(performance.now() - start);
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work));

  return latencies;
}
