import type { Proof } from "../proof.ts";
import { createLedger } from "../rig/ledger.ts";
import { nextEvent } from "../rig/send-events.ts";

const poisons: object[] = [
  { name: "Not An Event" },
  { metadata: { a: { b: { c: { d: { e: { f: 1 } } } } } } },
  { metadata: { text: "x".repeat(9_000) } },
  { metadata: Object.fromEntries(Array.from({ length: 101 }, (_, key) => [`k${key}`, key])) },
  { metadata: "none" },
  { timestamp: "yesterday" },
  { userId: "u".repeat(300) },
  { id: "not-an-id" },
];

export const poison: Proof = {
  claim: "one event of 100 that cannot be stored costs only itself, and its sender is told",
  async run({ servers: [{ door }], query }) {
    const ledger = createLedger();
    const failures: string[] = [];

    for (const part of poisons) {
      const events = Array.from({ length: 100 }, () => nextEvent());
      const place = Math.floor(Math.random() * 100);
      for (const [index, { id }] of events.entries()) if (index !== place) ledger.noteSent(id);
      const { results } = await door.send(
        events.map((event, index) => (index === place ? { ...event, ...part } : event)),
      );

      for (const { id, status } of results) if (status === "ok") ledger.noteAcknowledged(id);
      if (results[place]?.status !== "drop")
        failures.push(`${JSON.stringify(part).slice(0, 60)} was not reported.`);
    }
    const balance = await ledger.balance(query);
    if (balance.stored !== poisons.length * 99 || balance.lost > 0)
      failures.push("Others than the poison were lost.");

    return { ...balance, measured: `${poisons.length} batches with one poison each`, failures };
  },
};
