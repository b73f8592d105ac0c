import { disposeOnSignals, print } from "@admin-events/load";
import { Command } from "commander";
import { openHarness } from "./harness/open-harness.ts";
import { scales } from "./proof.ts";
import { selectProofs } from "./proofs/index.ts";
import { runProofs } from "./run-proofs.ts";

interface ProofOptions {
  long: boolean;
  only?: string;
}

await new Command("proof")
  .description("Verify on a real PostgreSQL and real servers that no event is lost under load and faults")
  .option("--long", "Run for about ten minutes instead of one", false)
  .option("--only <text>", "Run only proofs whose name contains this text")
  .action(async ({ long, only = "" }: ProofOptions) => {
    const form = long ? "long" : "short";
    const selected = Object.entries(selectProofs(form)).filter(([name]) => name.includes(only));
    await using harness = disposeOnSignals(await openHarness());

    const failed = await runProofs(harness, Object.fromEntries(selected), scales[form]);
    print(failed.length === 0 ? "All proofs passed." : `Failed: ${failed.join(", ")}.`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  })
  .parseAsync();
