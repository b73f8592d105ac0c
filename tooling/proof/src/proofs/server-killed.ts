import type { Proof } from "../proof.ts";
import { spread, underLoad } from "../rig/under-load.ts";

export const serverKilled: Proof = {
  claim: "kill −9 of a server under load loses and doubles nothing",
  run: (rig, scale) =>
    underLoad(rig, scale, async () => {
      await spread(scale, () => rig.servers[0].replace("kill"));

      return `${scale.faults} × kill −9 of a server`;
    }),
};
