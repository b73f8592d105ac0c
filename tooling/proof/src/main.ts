import { disposedOnSignals, print } from "@admin-events/load";
import { Command } from "commander";
import { scales } from "./proof.ts";
import { proofsOf } from "./proofs/index.ts";
import { prove } from "./prove.ts";
import { openRig } from "./rig/open-rig.ts";

interface ProofOptions {
  long: boolean;
  only?: string;
}

await new Command("proof")
  .description(
    "Shows on a real PostgreSQL and real server processes that nothing is lost under load and faults.",
  )
  .option("--long", "about ten minutes instead of one", false)
  .option("--only <text>", "only the proofs whose name holds this")
  .action(async ({ long, only = "" }: ProofOptions) => {
    const form = long ? "long" : "short";
    const chosen = Object.entries(proofsOf(form)).filter(([name]) => name.includes(only));
    await using rig = disposedOnSignals(await openRig());

    const failed = await prove(rig, Object.fromEntries(chosen), scales[form]);
    print(failed.length === 0 ? "Everything holds." : `Does not hold: ${failed.join(", ")}.`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  })
  .parseAsync();
