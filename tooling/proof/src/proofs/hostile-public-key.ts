import { isStored, percentile } from "@admin-events/load";
import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { WebSocket } from "ws";
import { createLedger, findFailures } from "../harness/ledger.ts";
import type { Query } from "../harness/ledger.ts";
import type { ReplaceableServer } from "../harness/open-harness.ts";
import { createEvent } from "../harness/traffic.ts";
import type { Proof } from "../proof.ts";

const QUIET_SECONDS = 10;
const HOSTILE_SECONDS = 60;
const HEALTHY_INTERVAL_MS = 50;
const HOSTILE_SENDERS = 8;
/** Opened at once by each hostile sender, again and again. */
const HOSTILE_SOCKETS = 40;
const MAX_SLOWDOWN = 2;
const MAX_EVENT_LOOP_DELAY_MS = 50;
/** A quiet p99 below this is noise, and twice of it is still quick. */
const LEAST_QUIET_P99_MS = 50;
/** As the product limits public keys, in its default settings. */
const MAX_NEW_NAMES = 200;
const MAX_NEW_GROUPS = 1_000 + HOSTILE_SENDERS;
const MAX_NEW_USER_AGENTS = 200 + HOSTILE_SENDERS;
const MAX_TRAITS_BYTES = 34 * 1024;

export const hostilePublicKey: Proof = {
  claim:
    "A hostile public key with large bodies, zip bombs and sockets neither slows a healthy sender, nor loses its events, nor grows tables beyond their limits",
  isLong: true,
  async run({ servers: [server], query }) {
    const ledger = createLedger();
    const key = await createPublicKey(query);
    const before = await measureTables(query);
    const quiet = await sendHealthy(server, ledger, QUIET_SECONDS);

    const endsAt = Date.now() + HOSTILE_SECONDS * 1000;
    const attacks = Array.from({ length: HOSTILE_SENDERS }, (_, number) =>
      attack(server, key, number, endsAt),
    );
    const [busy, ...statuses] = await Promise.all([sendHealthy(server, ledger, HOSTILE_SECONDS), ...attacks]);
    const delay = await getEventLoopDelay(server);
    const balance = await ledger.balance(query);
    const after = await measureTables(query);

    const slowdown = busy / Math.max(quiet, LEAST_QUIET_P99_MS);
    const growth = (table: keyof Tables) => after[table] - before[table];
    return {
      ...balance,
      measured: [
        `p99 ${quiet.toFixed(0)} ms quiet, ${busy.toFixed(0)} ms under attack`,
        `event loop p99 ${delay.toFixed(0)} ms`,
        `${statuses.reduce((sum, count) => sum + count, 0)} hostile batches`,
        `${growth("names")} names, ${growth("groups")} groups, ${growth("userAgents")} user agents`,
        `traits of up to ${after.peakTraitsBytes} bytes`,
      ].join(", "),
      failures: [
        ...findFailures(balance),
        ...(slowdown <= MAX_SLOWDOWN
          ? []
          : [`The healthy sender's p99 was ${slowdown.toFixed(1)} times as long.`]),
        ...(delay <= MAX_EVENT_LOOP_DELAY_MS
          ? []
          : [`The event loop was late by ${delay.toFixed(0)} ms (p99).`]),
        ...(growth("names") <= MAX_NEW_NAMES ? [] : [`${growth("names")} names were added.`]),
        ...(growth("groups") <= MAX_NEW_GROUPS ? [] : [`${growth("groups")} groups were added.`]),
        ...(growth("userAgents") <= MAX_NEW_USER_AGENTS
          ? []
          : [`${growth("userAgents")} user agents were added.`]),
        ...(after.peakTraitsBytes <= MAX_TRAITS_BYTES
          ? []
          : [`Somebody has ${after.peakTraitsBytes} bytes of traits.`]),
        ...(after.oldDays === before.oldDays ? [] : ["Events older than 7 days were added."]),
        ...(after.mails === before.mails ? [] : ["A mail was sent."]),
      ],
    };
  },
};

/** Sends an event every 50 ms with the secret key, again until it is acknowledged. @returns the p99 in milliseconds. */
async function sendHealthy(
  { sender }: ReplaceableServer,
  ledger: ReturnType<typeof createLedger>,
  seconds: number,
): Promise<number> {
  const durations: number[] = [];
  const endsAt = Date.now() + seconds * 1000;

  while (Date.now() < endsAt) {
    const event = createEvent({});
    const startedAt = performance.now();
    ledger.recordSent(event.id);
    while (!ledger.isAcknowledged(event.id)) {
      const { results } = await sender.send([event]);
      for (const { id, status } of results) if (isStored(status)) ledger.recordAcknowledged(id);
    }
    durations.push(performance.now() - startedAt);
    await sleep(HEALTHY_INTERVAL_MS);
  }

  return percentile(durations, 0.99) ?? Infinity;
}

/** Sends everything that grows or changes something, as fast as the server lets it. @returns the number of batches. */
async function attack(
  { url }: ReplaceableServer,
  key: string,
  number: number,
  endsAt: number,
): Promise<number> {
  let batches = 0;

  for (; Date.now() < endsAt; batches++) {
    const id = `${number}_${batches}`;
    const bodies = [
      Array.from({ length: 500 }, (_, index) => ({
        name: `zz${number}.n${batches}_${index}`,
        userId: `victim_${index}`,
      })),
      [{ type: "identify", userId: "victim", traits: { [`t_${id}`]: "x".repeat(8_000) } }],
      [{ type: "group", groupType: "company", groupId: `g_${id}`, traits: { [`t_${id}`]: 1 } }],
      [{ type: "alias", userId: "victim", previousId: `v_${id}` }],
      [{ name: "user.signed_up", userId: "victim", timestamp: new Date(batches * 86_400_000).toISOString() }],
      [{ name: "user.signed_up", userId: "victim" }],
      [{ type: "page", path: "/", sessionId: `s_${id}`, anonymousId: `v_${id}` }],
      [{ name: "user.signed_up", metadata: createCostlyMetadata(batches) }],
    ];
    const items = bodies[batches % bodies.length] ?? [];
    const isBomb = batches % 20 === 19;
    if (isBomb) openSockets(url, key);
    const response = await fetch(`${url}/ingest`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "user-agent": `Evil${number}/${batches}.0 Chrome/${batches}.0`,
      },
      body: isBomb
        ? bomb
        : JSON.stringify({ events: items.map((item) => ({ id: createEvent({}).id, ...item })) }),
    }).catch(() => null);
    await response?.arrayBuffer().catch(() => null);
    if (response === null || response.status === 429) await sleep(100);
  }

  return batches;
}

/** Small when compressed, and 100 times as large as a body may be. */
const bomb = new Uint8Array(gzipSync(Buffer.alloc(100 * 1024 * 1024, 32)));

/** Almost as large as a body may be, and full of what might be secrets under different keys. */
function createCostlyMetadata(seed: number): Record<string, string> {
  const pairs = Array.from({ length: 700 }, (_, index) => `token${seed}x${index}=1`).join("&");

  return Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`k${index}`, pairs]));
}

/** Opens more live feeds than a key may have, and closes them when the next ones open. */
function openSockets(url: string, key: string): void {
  for (let count = 0; count < HOSTILE_SOCKETS; count++) {
    const socket = new WebSocket(`${url.replace(/^http/, "ws")}/trpc`, {
      headers: { authorization: `Bearer ${key}` },
    });
    socket.on("error", () => undefined);
    setTimeout(() => socket.terminate(), 5_000).unref();
  }
}

async function createPublicKey(query: Query): Promise<string> {
  const key = `pk_${randomBytes(16).toString("hex")}`;
  const hash = createHash("sha256").update(key).digest("hex");
  await query(
    "insert into admin_events.api_keys (kind, name, hash, hint) values ('public', 'Hostile', $1, 'pk_…')",
    [hash],
  );

  return key;
}

async function getEventLoopDelay({ url, cookie }: ReplaceableServer): Promise<number> {
  const response = await fetch(`${url}/trpc/system.status`, { headers: { cookie } });
  const { result } = (await response.json()) as {
    result: { data: { process: { eventLoopDelayMs: number } } };
  };

  return result.data.process.eventLoopDelayMs;
}

interface Tables {
  names: number;
  groups: number;
  userAgents: number;
  peakTraitsBytes: number;
  oldDays: number;
  mails: number;
}

async function measureTables(query: Query): Promise<Tables> {
  const [tables] = await query<Tables>(`
    select
      (select count(*)::int from admin_events.event_names where is_public) as names,
      (select count(*)::int from admin_events.groups) as groups,
      (select count(*)::int from admin_events.user_agents) as "userAgents",
      (select coalesce(max(octet_length(traits::text)), 0) from admin_events.users) as "peakTraitsBytes",
      (select count(*)::int from admin_events.events where occurred_at < received_at - interval '8 days') as "oldDays",
      (select count(*)::int from admin_events.handler_mails) as mails`);
  if (!tables) throw new Error("The tables could not be measured.");

  return tables;
}
