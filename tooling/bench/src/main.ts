import { Command, Option } from "commander";
import { benchFeed } from "./feed/bench-feed.ts";
import { benchIngest } from "./ingest/bench-ingest.ts";
import { benchMixed } from "./mixed/bench-mixed.ts";
import { benchQuery } from "./query/bench-query.ts";
import { benchUsage } from "./usage/bench-usage.ts";
import { benchSdk } from "./sdk/bench-sdk.ts";
import { compareWindowFunnel } from "./window-funnel/compare-window-funnel.ts";

const program = new Command("bench").description(
  "Measures against a real PostgreSQL, as ratios within one run.",
);

program
  .command("ingest")
  .description("events per second through core, /ingest and track, beside COPY and one INSERT per event")
  .option("--events <number>", "how many events each way stores", Number, 200_000)
  .option("--json", "print one JSON object as the last line", false)
  .action(benchIngest);

program
  .command("query")
  .description("the panel's questions, beside plain SQL on the same table and ClickHouse in process")
  .option("--events <number>", "how many events there are to ask about", Number, 1_000_000)
  .addOption(new Option("--long", "asks about 100,000,000 events").implies({ events: 100_000_000 }))
  .option("--data-dir <folder>", "where the data is kept between runs (default: below the temporary folder)")
  .option("--only <text>", "ask only the questions whose name holds this")
  .option("--json", "print one JSON object as the last line", false)
  .action(benchQuery);

program
  .command("feed")
  .description("how soon a stored event reaches every open live feed")
  .option("--sockets <number>", "how many live feeds are open", Number, 1_000)
  .option("--rate <number>", "how many events are sent in a second", Number, 1_000)
  .option("--seconds <number>", "for how long", Number, 20)
  .option("--json", "print one JSON object as the last line", false)
  .action(benchFeed);

program
  .command("mixed")
  .description("how fast the dashboard loads while events arrive, and whether any is lost")
  .option("--events <number>", "how many events are there before", Number, 1_000_000)
  .option("--rate <number>", "how many events are sent in a second", Number, 5_000)
  .option("--seconds <number>", "for how long", Number, 20)
  .option("--json", "print one JSON object as the last line", false)
  .action(benchMixed);

program
  .command("window-funnel")
  .description(
    "whether our ordered funnel counts what ClickHouse's windowFunnel counts, and where they differ",
  )
  .option("--rounds <number>", "how many random streams of events are compared", Number, 200)
  .option("--seed <number>", "another seed makes other streams", Number, 1)
  .action(compareWindowFunnel);

program
  .command("usage")
  .description("what recording costs a request beside the bare server, and how fast usage is read")
  .option("--requests <number>", "how many requests each server answers", Number, 40_000)
  .option("--stored <number>", "how many requests the readings are about", Number, 1_000_000)
  .option("--json", "print one JSON object as the last line", false)
  .action(benchUsage);

program
  .command("sdk")
  .description("what the client weighs beside others, and how fast the one for Node sends")
  .option("--events <number>", "how many events are sent", Number, 50_000)
  .option("--json", "print one JSON object as the last line", false)
  .action(benchSdk);

await program.parseAsync();
