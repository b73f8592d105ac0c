import { expect, test } from "vitest";
import type { ConnectionLimit } from "./connection-limit.ts";
import { createConnectionLimit } from "./connection-limit.ts";

const noEviction = () => undefined;

function open(limit: ConnectionLimit, address: string, owner?: { id: string; isProven: boolean }): boolean {
  const slot = limit.acquire(address, noEviction);

  return slot !== null && (owner === undefined || slot.identify(owner));
}

test("a public key counts for its address, and has a limit over all addresses", () => {
  const limit = createConnectionLimit();
  const owner = { id: "key 1", isProven: false };

  const perAddress = Array.from({ length: 60 }, () => open(limit, "10.0.0.1", owner)).filter(Boolean);
  const elsewhere = Array.from({ length: 300 }, (_, n) => open(limit, `10.0.1.${n}`, owner)).filter(Boolean);

  expect(perAddress).toHaveLength(50);
  expect(elsewhere).toHaveLength(150);
  expect(open(limit, "10.0.2.1", { id: "key 2", isProven: false })).toBe(true);
});

test("a proven owner frees the address, and has a limit of its own", () => {
  const limit = createConnectionLimit();
  const owner = { id: "member 1", isProven: true };

  const opened = Array.from({ length: 600 }, () => open(limit, "10.0.0.1", owner)).filter(Boolean);

  expect(opened).toHaveLength(500);
  expect(open(limit, "10.0.0.1", { id: "member 2", isProven: true })).toBe(true);
});

test("when unauthenticated connections hold every slot the oldest of them makes room, so that nobody is kept out", () => {
  const limit = createConnectionLimit();
  const evicted: number[] = [];
  for (let n = 0; n < 1_000; n++) limit.acquire(`10.0.${n % 250}.1`, () => evicted.push(n));

  const slot = limit.acquire("192.168.0.1", noEviction);

  expect(evicted).toEqual([0]);
  expect(slot?.identify({ id: "member 1", isProven: true })).toBe(true);
  limit.acquire("192.168.0.2", noEviction);
  expect(evicted).toEqual([0]);
});

test("a released slot is free again, for the address and the owner", () => {
  const limit = createConnectionLimit();
  for (let n = 0; n < 2_000; n++) {
    const slot = limit.acquire("10.0.0.1", noEviction);
    expect(slot?.identify({ id: "key 1", isProven: n % 2 === 0 })).toBe(true);
    slot?.release();
    slot?.release();
  }
});
