import type { ImportSummary } from "@admin-events/core/importing";
import { importEvents } from "@admin-events/core/importing";
import { Command } from "commander";
import { resolve } from "node:path";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

interface ImportFlags {
  name: string;
  time: string;
  user?: string;
  metadata?: string;
  namePrefix?: string;
  timeZone?: string;
}

const MAX_BAD_ROWS_SHOWN = 20;

export function importCommand({ print, progress, folder, withProject }: CliDeps): Command {
  return new Command("import")
    .description("Import events from a CSV or JSON Lines file")
    .argument("<file>", "A .csv or .jsonl file, optionally .gz; events imported before are skipped")
    .requiredOption("--name <column>", "Column with the event name (required)")
    .requiredOption(
      "--time <column>",
      "Column with the time: ISO 8601, or s, ms, µs or ns since 1970 (required)",
    )
    .option("--user <column>", "Column with the application's user id")
    .option("--metadata <columns>", "Columns to store as metadata: column,column,… or * for all others")
    .option("--time-zone <zone>", "Zone of times without an offset, such as UTC; default TIME_ZONE")
    .option(
      "--name-prefix <subject>",
      "Prefix of names: `Confirmation of receipt` becomes <subject>.confirmation_of_receipt",
    )
    .action((file: string, flags: ImportFlags) =>
      withProject(async ({ orm, runtime }) => {
        const { rules, idCaches } = await runtime();
        let badRows = 0;

        const summary = await importEvents(orm, {
          path: resolve(folder, file),
          mapping: { ...flags, metadata: flags.metadata?.split(",").map((column) => column.trim()) },
          rules,
          idCaches,
          onProgress: ({ bytesRead, bytesTotal, ...soFar }) =>
            progress(`${Math.floor((100 * bytesRead) / bytesTotal)} %, ${formatSummary(soFar)}`),
          onBadRow(line, reason) {
            if (++badRows <= MAX_BAD_ROWS_SHOWN) print(`Line ${line}: ${reason}.`);
          },
        });

        progress(null);
        if (badRows > MAX_BAD_ROWS_SHOWN) print(`… and ${badRows - MAX_BAD_ROWS_SHOWN} more invalid rows.`);
        print(`${file}: ${formatSummary(summary)}.`);
      }),
    );
}

function formatSummary({ stored, duplicates, bad }: ImportSummary): string {
  const parts = [`${formatCount(stored, "event")} stored`];
  if (duplicates > 0) parts.push(`${formatCount(duplicates, "duplicate")} skipped`);
  if (bad > 0) parts.push(`${formatCount(bad, "invalid row")} skipped`);

  return parts.join(", ");
}
