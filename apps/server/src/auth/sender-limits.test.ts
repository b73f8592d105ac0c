import { expect, test } from "vitest";
import { createSenderLimits } from "./sender-limits.ts";

const page = { id: 1, kind: "public" } as const;

test("one address cannot use up a public key's limit for other addresses", async () => {
  const { countItems } = createSenderLimits();
  for (let batch = 0; batch < 10; batch++) await countItems(page, "203.0.113.7", 500);

  expect(await countItems(page, "203.0.113.7", 1)).toSatisfy(isWithinTenSeconds);
  expect(await countItems(page, "203.0.113.8", 500)).toBeNull();
  expect(await countItems({ ...page, id: 2 }, "203.0.113.7", 500)).toBeNull();
});

test("empty batches count", async () => {
  const { countItems } = createSenderLimits();
  for (let batch = 0; batch < 5_000; batch++) expect(await countItems(page, "203.0.113.7", 0)).toBeNull();

  expect(await countItems(page, "203.0.113.7", 0)).toSatisfy(isWithinTenSeconds);
});

test("the addresses of one IPv6 network count as one", async () => {
  const { countItems } = createSenderLimits();
  for (let batch = 0; batch < 10; batch++) await countItems(page, `2001:db8::${batch}`, 500);

  expect(await countItems(page, "2001:db8::ffff", 1)).toSatisfy(isWithinTenSeconds);
  expect(await countItems(page, "2001:db8:0:1::1", 1)).toBeNull();
});

test("many addresses together cannot exceed a public key's limit", async () => {
  const { countItems } = createSenderLimits();
  for (let address = 0; address < 20; address++) await countItems(page, `203.0.113.${address}`, 5_000);

  expect(await countItems(page, "203.0.113.99", 1)).toSatisfy(isWithinTenSeconds);
});

test("a secret key sends 50,000 items per second, from any address", async () => {
  const { countItems } = createSenderLimits();
  const server = { id: 3, kind: "secret" } as const;
  for (let batch = 0; batch < 1_000; batch++) expect(await countItems(server, "203.0.113.7", 500)).toBeNull();

  expect(await countItems(server, "203.0.113.8", 1)).toSatisfy(isWithinTenSeconds);
});

test("an end user sends 500 items per second, from all addresses together", async () => {
  const { countItems } = createSenderLimits();
  const ann = { id: "1", kind: "user" } as const;
  for (let batch = 0; batch < 10; batch++) await countItems(ann, `203.0.113.${batch}`, 500);

  expect(await countItems(ann, "203.0.113.99", 1)).toSatisfy(isWithinTenSeconds);
  expect(await countItems({ ...ann, id: "2" }, "203.0.113.99", 1)).toBeNull();
});

test("an address can try 100 wrong keys per minute", async () => {
  const { countWrongKey } = createSenderLimits();
  for (let guess = 0; guess < 100; guess++) expect(await countWrongKey("203.0.113.7")).toBeNull();

  expect(await countWrongKey("203.0.113.7")).toBeGreaterThan(50);
  expect(await countWrongKey("203.0.113.8")).toBeNull();
});

function isWithinTenSeconds(seconds: number | null): boolean {
  return seconds !== null && seconds >= 1 && seconds <= 10;
}
