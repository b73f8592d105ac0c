import type { Proof } from "../proof.ts";
import { spread, underLoad } from "../rig/under-load.ts";

export const databaseKilled: Proof = {
  claim: "kill −9 of PostgreSQL under load loses and doubles nothing",
  run: (rig, scale) =>
    underLoad(rig, scale, async () => {
      await spread(scale, async () => {
        await rig.cluster.kill();
        await rig.cluster.start();
      });

      return `${scale.faults} × kill −9 of PostgreSQL`;
    }),
};
