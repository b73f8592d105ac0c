import type { Socket } from "node:net";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import type { Proof } from "../proof.ts";
import type { ReplaceableServer } from "../harness/open-harness.ts";
import { underLoad } from "../harness/under-load.ts";

const BOMB_COUNT = 8;
const MAX_HEALTH_CHECK_MS = 2_000;
const MAX_GROWTH_MB = 150;
const MEGABYTE = 1024 * 1024;

export const hostileConnections: Proof = {
  claim:
    "Slow senders, a flood of WebSockets and zip bombs neither stop the server nor lose events of others",
  async run(harness, scale) {
    const [server] = harness.servers;
    const before = server.process().residentBytes();
    const measured: string[] = [];
    let worst = 0;

    const figures = await underLoad(harness, { ...scale, rate: scale.rate / 4 }, async () => {
      const slow = openSlow(server, scale.connections);
      const flood = openSockets(server, scale.connections);
      measured.push(`${BOMB_COUNT} zip bombs: ${[...new Set(await sendBombs(server, harness.key))].join()}`);
      const endsAt = Date.now() + scale.seconds * 1000;

      while (Date.now() < endsAt) {
        for (const socket of slow) if (socket.writable) socket.write("x");
        worst = Math.max(worst, await measureHealthCheck(server));
        await sleep(100);
      }
      const opened = flood.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
      measured.push(
        `${scale.connections} slow connections, ${opened} of ${scale.connections} WebSockets accepted`,
      );
      for (const socket of slow) socket.destroy();
      for (const socket of flood) socket.terminate();
    });
    const growth = Math.round((server.process().peakResidentBytes() - before) / MEGABYTE);

    return {
      ...figures,
      measured: [
        ...measured,
        `/healthz in at most ${worst.toFixed(0)} ms`,
        `memory grew by at most ${growth} MB`,
      ].join(", "),
      failures: [
        ...figures.failures,
        ...(worst < MAX_HEALTH_CHECK_MS ? [] : [`/healthz took ${worst.toFixed(0)} ms.`]),
        ...(growth < MAX_GROWTH_MB ? [] : [`Memory grew by ${growth} MB.`]),
      ],
    };
  },
};

/** Opens connections that start a request and never finish it. */
function openSlow({ url }: ReplaceableServer, count: number): Socket[] {
  const { hostname, port } = new URL(url);

  return Array.from({ length: count }, (_, number) => {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined);
    socket.write(
      number % 2 === 0
        ? "POST /ingest HTTP/1.1\r\nHost: here\r\nX-Slow: "
        : "POST /ingest HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n{",
    );
    return socket;
  });
}

/** Opens unauthenticated WebSockets. */
function openSockets({ url }: ReplaceableServer, count: number): WebSocket[] {
  return Array.from({ length: count }, () => {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`);
    socket.on("error", () => undefined);
    return socket;
  });
}

/** Sends bodies that inflate to 200 MB and 1 GB. @returns the statuses of the responses. */
async function sendBombs({ url }: ReplaceableServer, key: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${key}`, "content-encoding": "gzip" };
  const bodies = [createLargeBomb(), createSmallBomb()];
  const send = async (body: Uint8Array<ArrayBuffer>) =>
    (await fetch(`${url}/ingest`, { method: "POST", headers, body })).status;

  return Promise.all(
    Array.from({ length: BOMB_COUNT / 2 }, () => bodies)
      .flat()
      .map(send),
  );
}

/** 1 MB compressed, which is over the limit: sixteen times 64 MB. */
function createLargeBomb(): Uint8Array<ArrayBuffer> {
  const part = gzipSync(Buffer.alloc(64 * MEGABYTE, 32));

  return new Uint8Array(Buffer.concat(Array.from({ length: 16 }, () => part)));
}

/** Below the limit compressed, 200 times the limit inflated. */
function createSmallBomb(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(Buffer.alloc(200 * MEGABYTE, 32)));
}

async function measureHealthCheck({ url }: ReplaceableServer): Promise<number> {
  const start = performance.now();
  await fetch(`${url}/healthz`);

  return performance.now() - start;
}
