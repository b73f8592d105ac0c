import { isStored } from "@admin-events/load";
import fc from "fast-check";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Proof } from "../proof.ts";
import { createLedger } from "../rig/ledger.ts";
import { nextEvent } from "../rig/send-events.ts";

const allowed = [200, 400, 401, 413, 415];
const atOnce = 32;

/** What any program may send: the wire format with anything in place of anything, and bytes that are none of it. */
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
const spoiling = fc.record({
  events: fc.array(event, { maxLength: 5 }),
  cut: rarely(fc.nat(400)),
  flips: rarely(fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 3 })),
  gzip: fc.boolean(),
  envelope: rarely(anything),
});

export const mutatedBodies: Proof = {
  claim: "no body, however mutated, makes the server fail or die, and what it says to have stored is stored",
  async run({ servers: [{ url, process }], key, query }, { bodies }) {
    const ledger = createLedger();
    const statuses = new Map<number, number>();
    const failures: string[] = [];
    const server = process();
    let changes = 0;

    async function send(spoiled: Spoiling): Promise<void> {
      const body = bytesOf(spoiled);
      const headers = {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        ...(spoiled.gzip && { "content-encoding": "gzip" }),
      };
      const answer = await untilTaken(() =>
        fetch(`${url}/ingest`, { method: "POST", headers, body: new Uint8Array(body) }),
      );
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (!allowed.includes(answer.status))
        failures.push(`${answer.status} for ${body.toString("latin1").slice(0, 300)}`);
      if (answer.status !== 200) return;

      const { results } = (await answer.json()) as { results: { id: string; status: string }[] };
      const types = typesIn(body, spoiled.gzip);
      for (const [place, { id, status }] of results.entries()) {
        // Others than events are stored elsewhere, or change what is there.
        if (isStored(status) && isEvent(types[place])) noteStored(id);
        else if (isStored(status)) changes++;
        else if (status !== "drop") failures.push(`"${status}" for ${body.toString("latin1").slice(0, 300)}`);
      }
    }

    function noteStored(id: string): void {
      ledger.noteSent(id.toLowerCase());
      ledger.noteAcknowledged(id.toLowerCase());
    }

    const samples = fc.sample(spoiling, { numRuns: bodies, seed: 7 });
    for (let first = 0; first < bodies; first += atOnce) {
      await Promise.all(samples.slice(first, first + atOnce).map(send));
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
        ...(balance.lost === 0 ? [] : ["Something is not stored."]),
        ...(isAlive ? [] : ["The server died."]),
      ],
    };
  },
};

/** A key may send only so many batches a second; like any sender this one waits, and sends again. */
async function untilTaken(send: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await send();
    if (answer.status !== 429) return answer;
    await sleep(Number(answer.headers.get("retry-after")) * 1_000);
  }
}

function isEvent(type: unknown): boolean {
  return type === undefined || type === "track";
}

/** What the items of a body that was taken say to be. */
function typesIn(body: Buffer, isZipped: boolean): unknown[] {
  const { events } = JSON.parse((isZipped ? gunzipSync(body) : body).toString()) as {
    events: { type?: unknown }[];
  };

  return events.map((event) => event?.type);
}

type Spoiling = typeof spoiling extends fc.Arbitrary<infer Value> ? Value : never;

function bytesOf({ events, cut, flips, gzip, envelope }: Spoiling): Buffer {
  const spoiled = events.map(({ type, mutations }) => {
    const event: Record<string, unknown> = { ...nextEvent(), ...(type && { type }) };
    for (const [name, value] of mutations) event[name] = value;
    return event;
  });
  const text =
    JSON.stringify(envelope === null ? { sentAt: new Date(), events: spoiled } : envelope, plain) ?? "";
  const body = Buffer.from(text.slice(0, cut ?? undefined));
  for (const [place, byte] of flips ?? []) if (place < body.length) body[place] = byte;

  return gzip ? gzipSync(body) : body;
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
