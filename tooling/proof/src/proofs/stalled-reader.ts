import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import type { Proof } from "../proof.ts";
import { createLedger, findFailures } from "../harness/ledger.ts";
import { startTraffic } from "../harness/traffic.ts";

const MAX_GROWTH_MB = 50;
const READER_COUNT = 10;
const MEGABYTE = 1024 * 1024;
const metadata = { path: "/products", plan: "free", text: "x".repeat(4_000), more: "y".repeat(4_000) };

export const stalledReader: Proof = {
  claim: `${READER_COUNT} live readers that stop reading let the server's memory grow by less than ${MAX_GROWTH_MB} MB`,
  async run(harness, { seconds, rate }) {
    const [server] = harness.servers;
    const ledger = createLedger();
    const send = async (secs: number) => {
      const traffic = startTraffic({ senders: [server.sender], ledger, concurrency: 4, rate, metadata });
      await sleep(secs * 1000);
      await traffic.finish();
    };
    // The same load runs without readers first, so that only the effect of the readers is measured.
    await send(seconds);
    const before = await server.process().usedBytes();

    const sockets = await Promise.all(
      Array.from({ length: READER_COUNT }, () => openStalled(server.url, server.cookie)),
    );
    await send(seconds * 2);
    await sleep(300);
    const growth = ((await server.process().usedBytes()) - before) / MEGABYTE;
    for (const socket of sockets) socket.terminate();
    const balance = await ledger.balance(harness.query);
    const megabytes = Math.round((balance.sent * 8_200 * (2 / 3) * READER_COUNT) / MEGABYTE);

    return {
      ...balance,
      measured: `memory grew by ${growth.toFixed(0)} MB with ${megabytes} MB unread`,
      failures: [
        ...findFailures(balance),
        ...(growth < MAX_GROWTH_MB ? [] : [`The server's memory grew by ${growth.toFixed(0)} MB.`]),
      ],
    };
  },
};

/** Subscribes and then stops reading. */
async function openStalled(url: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`, { headers: { cookie } });
  // The server disconnects it eventually.
  socket.on("error", () => undefined);
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "onEvent", input: {} } }));
  await once(socket, "message");
  socket.pause();

  return socket;
}
