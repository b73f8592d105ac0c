import { Command } from "commander";
import { benchIngest } from "./ingest.ts";

const program = new Command("bench").description(
  "Measures against a real PostgreSQL, as ratios within one run.",
);

program
  .command("ingest")
  .description("events per second through core, beside COPY and one INSERT per event into the same table")
  .option("--events <number>", "how many events each way stores", Number, 200_000)
  .option("--json", "print one JSON object as the last line", false)
  .action(benchIngest);

await program.parseAsync();
