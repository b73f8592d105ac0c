import type { Proof } from "../proof.ts";
import { repeatEvenly, underLoad } from "../harness/under-load.ts";

export const serverKilled: Proof = {
  claim: "Killing a server (kill -9) under load neither loses nor duplicates events",
  run: (harness, scale) =>
    underLoad(harness, scale, async () => {
      await repeatEvenly(scale, () => harness.servers[0].replace("kill"));

      return `${scale.faults} × kill -9 of a server`;
    }),
};
