import type { Proof } from "../proof.ts";
import { spread, underLoad } from "../rig/under-load.ts";

export const rollingRestart: Proof = {
  claim: "a rolling restart of both servers loses and doubles nothing",
  isLong: true,
  run: (rig, scale) =>
    underLoad(rig, scale, async () => {
      await spread({ ...scale, faults: Math.ceil(scale.faults / 2) }, async () => {
        for (const server of rig.servers) await server.replace("stop");
      });

      return `${Math.ceil(scale.faults / 2)} × both servers replaced`;
    }),
};
