import type { Proof } from "../proof.ts";
import { repeatEvenly, underLoad } from "../harness/under-load.ts";

export const databaseKilled: Proof = {
  claim: "Killing PostgreSQL (kill -9) under load neither loses nor duplicates events",
  run: (harness, scale) =>
    underLoad(harness, scale, async () => {
      await repeatEvenly(scale, async () => {
        await harness.cluster.kill();
        await harness.cluster.start();
      });

      return `${scale.faults} × kill -9 of PostgreSQL`;
    }),
};
