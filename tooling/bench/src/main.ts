import { Command, Option } from "commander";
import { benchFeed } from "./feed/bench-feed.ts";
import { benchHandlers } from "./handlers/bench-handlers.ts";
import { benchIngest } from "./ingest/bench-ingest.ts";
import { benchMixed } from "./mixed/bench-mixed.ts";
import { benchQuery } from "./query/bench-query.ts";
import { benchSdk } from "./sdk/bench-sdk.ts";
import { benchTrack } from "./track/bench-track.ts";
import { benchUsage } from "./usage/bench-usage.ts";
import { compareWindowFunnel } from "./window-funnel/compare-window-funnel.ts";

const program = new Command("bench").description(
  "Measure on a real PostgreSQL; compare ratios within one run",
);

program
  .command("ingest")
  .description("Events per second through core, /ingest and track, compared to COPY and single INSERTs")
  .option("--events <number>", "Events to store per method", Number, 200_000)
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchIngest);

program
  .command("handlers")
  .description("Insert times with and without a durable handler, and its backlog at the end")
  .option("--rate <number>", "Events stored per second", Number, 20_000)
  .option("--seconds <number>", "Duration with the handler", Number, 30)
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchHandlers);

program
  .command("query")
  .description("The panel's queries, compared to plain SQL on the same table and ClickHouse in process")
  .option("--events <number>", "Events in the database", Number, 1_000_000)
  .addOption(new Option("--long", "Use 100,000,000 events").implies({ events: 100_000_000 }))
  .option("--data-dir <folder>", "Where the data is kept between runs (default: in the temporary folder)")
  .option("--only <text>", "Run only queries whose name contains this text")
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchQuery);

program
  .command("feed")
  .description("Time until a stored event reaches every open live feed")
  .option("--sockets <number>", "Open live feeds", Number, 1_000)
  .option("--rate <number>", "Events per second", Number, 1_000)
  .option("--seconds <number>", "Duration", Number, 20)
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchFeed);

program
  .command("mixed")
  .description("Loading time of the dashboard while events arrive; fails if an event is lost")
  .option("--events <number>", "Events in the database at the start", Number, 1_000_000)
  .option("--rate <number>", "Events per second", Number, 5_000)
  .option("--seconds <number>", "Duration", Number, 20)
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchMixed);

program
  .command("window-funnel")
  .description("Compare our ordered funnel with ClickHouse's windowFunnel on random events")
  .option("--rounds <number>", "Random streams of events to compare", Number, 200)
  .option("--seed <number>", "Seed of the random streams", Number, 1)
  .action(compareWindowFunnel);

program
  .command("usage")
  .description("Overhead of recording requests, and time of the usage queries")
  .option("--requests <number>", "Requests per server", Number, 40_000)
  .option("--stored <number>", "Stored requests that the usage queries read", Number, 1_000_000)
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchUsage);

program
  .command("sdk")
  .description("Size of the client compared to others, and events per second of the Node client")
  .option("--events <number>", "Events to send", Number, 50_000)
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchSdk);

program
  .command("track")
  .description("Calls of track() in SQL, compared to a bare INSERT, and how fast they are stored")
  .option("--calls <number>", "Calls per case", Number, 5_000)
  .option("--json", "Print one JSON object as the last line", false)
  .action(benchTrack);

await program.parseAsync();
