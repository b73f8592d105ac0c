import { isRejected, isStored } from "@admin-events/load";
import fc from "fast-check";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Proof } from "../proof.ts";
import { createLedger } from "../harness/ledger.ts";
import { createEvent } from "../harness/traffic.ts";

const ALLOWED_STATUSES = [200, 400, 401, 413, 415];
const CONCURRENCY = 32;

/** Arbitrary values for any field of the wire format, and values that often break parsers. */
const anything = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "\u0000",
    "\ud800",
    "__proto__",
    "constructor",
    1e308,
    -0,
    Number.MAX_SAFE_INTEGER,
    "9999-12-31",
    "-271821-04-20",
  ),
);
const key = fc.constantFrom(
  ...[
    "id",
    "name",
    "userId",
    "anonymousId",
    "sessionId",
    "timestamp",
    "metadata",
    "type",
    "signature",
    "traits",
  ],
  ...["groupType", "groupId", "previousId", "path", "pageId", "activeMs", "__proto__"],
);
const kinds = ["track", "identify", "alias", "group", "page", "heartbeat", "request", "else"];
const event = fc.record({
  type: fc.option(fc.constantFrom(...kinds), { nil: undefined }),
  mutations: fc.array(fc.tuple(key, anything), { maxLength: 4 }),
});
const rarely = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const mutation = fc.record({
  events: fc.array(event, { maxLength: 5 }),
  cut: rarely(fc.nat(400)),
  flips: rarely(fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 3 })),
  gzip: fc.boolean(),
  envelope: rarely(anything),
});

export const mutatedBodies: Proof = {
  claim: "Mutated bodies never crash the server or cause a 5xx, and every event it acknowledges is stored",
  async run({ servers: [{ url, process }], key, query }, { bodies }) {
    const ledger = createLedger();
    const statuses = new Map<number, number>();
    const failures: string[] = [];
    const server = process();
    let changes = 0;

    async function send(mutated: Mutation): Promise<void> {
      const body = toBytes(mutated);
      const headers = {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        ...(mutated.gzip && { "content-encoding": "gzip" }),
      };
      const response = await sendWithRetry(() =>
        fetch(`${url}/ingest`, { method: "POST", headers, body: new Uint8Array(body) }),
      );
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (!ALLOWED_STATUSES.includes(response.status))
        failures.push(`${response.status} for ${body.toString("latin1").slice(0, 300)}`);
      if (response.status !== 200) return;

      const { results } = (await response.json()) as { results: { id: string; status: string }[] };
      const types = parseTypes(body, mutated.gzip);
      for (const [index, { id, status }] of results.entries()) {
        // Other items are stored elsewhere or update existing rows.
        if (isStored(status) && isEvent(types[index])) recordStored(id);
        else if (isStored(status)) changes++;
        else if (!isRejected(status))
          failures.push(`"${status}" for ${body.toString("latin1").slice(0, 300)}`);
      }
    }

    function recordStored(id: string): void {
      ledger.recordSent(id.toLowerCase());
      ledger.recordAcknowledged(id.toLowerCase());
    }

    const samples = fc.sample(mutation, { numRuns: bodies, seed: 7 });
    for (let first = 0; first < bodies; first += CONCURRENCY) {
      await Promise.all(samples.slice(first, first + CONCURRENCY).map(send));
    }
    const balance = await ledger.balance(query);
    const isAlive = (await fetch(`${url}/healthz`)).ok && process() === server;

    return {
      ...balance,
      measured: [...statuses, ["other items", changes] as const]
        .sort()
        .map(([status, count]) => `${status}: ${count.toLocaleString("en")}`)
        .join(", "),
      failures: [
        ...failures.slice(0, 5),
        ...(balance.lost === 0 ? [] : ["An acknowledged event is not stored."]),
        ...(isAlive ? [] : ["The server crashed."]),
      ],
    };
  },
};

/** Waits and retries when the key's rate limit is reached. */
async function sendWithRetry(send: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const response = await send();
    if (response.status !== 429) return response;
    await sleep(Number(response.headers.get("retry-after")) * 1_000);
  }
}

function isEvent(type: unknown): boolean {
  return type === undefined || type === "track";
}

/** The `type` of each item of an accepted body. */
function parseTypes(body: Buffer, isZipped: boolean): unknown[] {
  const { events } = JSON.parse((isZipped ? gunzipSync(body) : body).toString()) as {
    events: { type?: unknown }[];
  };

  return events.map((event) => event?.type);
}

type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function toBytes({ events, cut, flips, gzip, envelope }: Mutation): Buffer {
  const mutated = events.map(({ type, mutations }) => {
    const event: Record<string, unknown> = { ...createEvent(), ...(type && { type }) };
    for (const [name, value] of mutations) event[name] = value;
    return event;
  });
  const text =
    JSON.stringify(envelope === null ? { sentAt: new Date(), events: mutated } : envelope, toJsonValue) ?? "";
  const body = Buffer.from(text.slice(0, cut ?? undefined));
  for (const [offset, byte] of flips ?? []) if (offset < body.length) body[offset] = byte;

  return gzip ? gzipSync(body) : body;
}

function toJsonValue(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
