import type { Proof } from "../proof.ts";
import { repeatEvenly, underLoad } from "../harness/under-load.ts";

export const rollingRestart: Proof = {
  claim: "A rolling restart of both servers neither loses nor duplicates events",
  isLong: true,
  run: (harness, scale) =>
    underLoad(harness, scale, async () => {
      await repeatEvenly({ ...scale, faults: Math.ceil(scale.faults / 2) }, async () => {
        for (const server of harness.servers) await server.replace("stop");
      });

      return `${Math.ceil(scale.faults / 2)} × both servers replaced`;
    }),
};
