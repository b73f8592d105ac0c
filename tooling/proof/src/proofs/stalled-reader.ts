import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import type { Proof } from "../proof.ts";
import { createLedger, failuresOf } from "../rig/ledger.ts";
import { startSending } from "../rig/send-events.ts";

const mostGrowth = 50;
const readers = 10;
const megabyte = 1024 * 1024;
const metadata = { path: "/products", plan: "free", text: "x".repeat(4_000), more: "y".repeat(4_000) };

export const stalledReader: Proof = {
  claim: `${readers} live readers that stop reading make the server's memory grow by less than ${mostGrowth} MB`,
  async run(rig, { seconds, rate }) {
    const [server] = rig.servers;
    const ledger = createLedger();
    const send = async (secs: number) => {
      const sender = startSending({ doors: [server.door], ledger, senders: 4, rate, metadata });
      await sleep(secs * 1000);
      await sender.finish();
    };
    // The same load without readers first, so that only the readers are measured.
    await send(seconds);
    const before = await server.process().usedBytes();

    const sockets = await Promise.all(
      Array.from({ length: readers }, () => openStalled(server.url, server.cookie)),
    );
    await send(seconds * 2);
    await sleep(300);
    const growth = ((await server.process().usedBytes()) - before) / megabyte;
    for (const socket of sockets) socket.terminate();
    const balance = await ledger.balance(rig.query);
    const megabytes = Math.round((balance.sent * 8_200 * (2 / 3) * readers) / megabyte);

    return {
      ...balance,
      measured: `memory grew by ${growth.toFixed(0)} MB over ${megabytes} MB unread`,
      failures: [
        ...failuresOf(balance),
        ...(growth < mostGrowth ? [] : [`The server's memory grew by ${growth.toFixed(0)} MB.`]),
      ],
    };
  },
};

/** Subscribes, and then reads nothing more. */
async function openStalled(url: string, cookie: string): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`, { headers: { cookie } });
  // The server sends it away in the end.
  socket.on("error", () => undefined);
  await once(socket, "open");
  socket.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "onEvent", input: {} } }));
  await once(socket, "message");
  socket.pause();

  return socket;
}
