import type { Socket } from "node:net";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import type { Proof } from "../proof.ts";
import type { Seat } from "../rig/open-rig.ts";
import { underLoad } from "../rig/under-load.ts";

const bombs = 8;
const longestHealth = 2_000;
const mostGrowth = 150;
const megabyte = 1024 * 1024;

export const hostileConnections: Proof = {
  claim: "slow senders, a flood of sockets and zip bombs leave the server answering, and others' events safe",
  async run(rig, scale) {
    const [server] = rig.servers;
    const before = server.process().residentBytes();
    const hostile: string[] = [];
    let worst = 0;

    const figures = await underLoad(rig, { ...scale, rate: scale.rate / 4 }, async () => {
      const slow = openSlow(server, scale.connections);
      const flood = openSockets(server, scale.connections);
      hostile.push(`${bombs} bombs: ${[...new Set(await dropBombs(server, rig.key))].join()}`);
      const endsAt = Date.now() + scale.seconds * 1000;

      while (Date.now() < endsAt) {
        for (const socket of slow) if (socket.writable) socket.write("x");
        worst = Math.max(worst, await healthTime(server));
        await sleep(100);
      }
      const opened = flood.filter(({ readyState }) => readyState === WebSocket.OPEN).length;
      hostile.push(`${scale.connections} slow, ${opened} of ${scale.connections} sockets let in`);
      for (const socket of slow) socket.destroy();
      for (const socket of flood) socket.terminate();
    });
    const growth = Math.round((server.process().mostResidentBytes() - before) / megabyte);

    return {
      ...figures,
      measured: [
        ...hostile,
        `health in ${worst.toFixed(0)} ms at worst`,
        `memory + ${growth} MB at most`,
      ].join(", "),
      failures: [
        ...figures.failures,
        ...(worst < longestHealth ? [] : [`/healthz took ${worst.toFixed(0)} ms.`]),
        ...(growth < mostGrowth ? [] : [`Memory grew by ${growth} MB.`]),
      ],
    };
  },
};

/** Connections that begin a request and never end it. */
function openSlow({ url }: Seat, count: number): Socket[] {
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

/** WebSockets of nobody in particular. */
function openSockets({ url }: Seat, count: number): WebSocket[] {
  return Array.from({ length: count }, () => {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`);
    socket.on("error", () => undefined);
    return socket;
  });
}

/** About 1 MB each that inflates to a gigabyte. @returns the statuses. */
async function dropBombs({ url }: Seat, key: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${key}`, "content-encoding": "gzip" };
  const bodies = [largeBomb(), smallBomb()];
  const send = async (body: Uint8Array<ArrayBuffer>) =>
    (await fetch(`${url}/ingest`, { method: "POST", headers, body })).status;

  return Promise.all(
    Array.from({ length: bombs / 2 }, () => bodies)
      .flat()
      .map(send),
  );
}

/** One megabyte on the wire, beyond the limit already: what gzip makes of 64 MB, sixteen times over. */
function largeBomb(): Uint8Array<ArrayBuffer> {
  const part = gzipSync(Buffer.alloc(64 * megabyte, 32));

  return new Uint8Array(Buffer.concat(Array.from({ length: 16 }, () => part)));
}

/** Within the limit on the wire, 200 times beyond it inflated. */
function smallBomb(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(Buffer.alloc(200 * megabyte, 32)));
}

async function healthTime({ url }: Seat): Promise<number> {
  const start = performance.now();
  await fetch(`${url}/healthz`);

  return performance.now() - start;
}
