import { afterAll, beforeAll, expect, test } from "vitest";
import { scales } from "./proof.ts";
import { proofsOf } from "./proofs/index.ts";
import type { Rig } from "./rig/open-rig.ts";
import { openRig } from "./rig/open-rig.ts";

let rig: Rig;

beforeAll(async () => {
  rig = await openRig();
}, 60_000);

afterAll(() => rig[Symbol.asyncDispose]());

const proofs = Object.entries(proofsOf("short")).map(([name, proof]) => ({ name, ...proof }));

test.each(proofs)("$name: $claim", { timeout: 90_000 }, async ({ run }) => {
  const { failures } = await run(rig, scales.short);

  expect(failures).toEqual([]);
});
