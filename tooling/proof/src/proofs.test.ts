import { afterAll, beforeAll, expect, test } from "vitest";
import { scales } from "./proof.ts";
import { selectProofs } from "./proofs/index.ts";
import type { Harness } from "./harness/open-harness.ts";
import { openHarness } from "./harness/open-harness.ts";

let harness: Harness;

beforeAll(async () => {
  harness = await openHarness();
}, 60_000);

afterAll(() => harness[Symbol.asyncDispose]());

const proofs = Object.entries(selectProofs("short")).map(([name, proof]) => ({ name, ...proof }));

test.each(proofs)("$name: $claim", { timeout: 90_000 }, async ({ run }) => {
  const { failures } = await run(harness, scales.short);

  expect(failures).toEqual([]);
});
