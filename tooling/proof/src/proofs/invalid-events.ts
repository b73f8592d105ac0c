import { isRejected, isStored } from "@admin-events/load";
import type { Proof } from "../proof.ts";
import { createLedger } from "../harness/ledger.ts";
import { createEvent } from "../harness/traffic.ts";

const invalidParts: object[] = [
  { name: "Not An Event" },
  { name: `recipe.${"x".repeat(300)}` },
  { metadata: { 'a "quoted" key': 1 } },
  { timestamp: "2026-02-30T10:00:00Z" },
  { metadata: "none" },
  { timestamp: "yesterday" },
  { userId: "u".repeat(300) },
  { id: "not-an-id" },
];

export const invalidEvents: Proof = {
  claim: "One invalid event in a batch of 100 is rejected and reported; the other 99 are stored",
  async run({ servers: [{ sender }], query }) {
    const ledger = createLedger();
    const failures: string[] = [];

    for (const part of invalidParts) {
      const events = Array.from({ length: 100 }, () => createEvent());
      const invalidIndex = Math.floor(Math.random() * 100);
      for (const [index, { id }] of events.entries()) if (index !== invalidIndex) ledger.recordSent(id);
      const { results } = await sender.send(
        events.map((event, index) => (index === invalidIndex ? { ...event, ...part } : event)),
      );

      for (const { id, status } of results) if (isStored(status)) ledger.recordAcknowledged(id);
      if (!isRejected(results[invalidIndex]?.status ?? ""))
        failures.push(`${JSON.stringify(part).slice(0, 60)} was not rejected.`);
    }
    const balance = await ledger.balance(query);
    if (balance.stored !== invalidParts.length * 99 || balance.lost > 0)
      failures.push("Valid events of the batch were lost.");

    return { ...balance, measured: `${invalidParts.length} batches with one invalid event each`, failures };
  },
};
