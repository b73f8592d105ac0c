import type { ImportSummary } from "@admin-events/core/importing";
import { importEvents } from "@admin-events/core/importing";
import { Command } from "commander";
import { resolve } from "node:path";
import type { CliParts } from "./program.ts";

interface ImportFlags {
  name: string;
  time: string;
  user?: string;
  metadata?: string;
  namePrefix?: string;
}

const mostBadRowsShown = 20;

export function importCommand({ print, progress, folder, withProject }: CliParts): Command {
  return new Command("import")
    .description(
      "stores the events of a .csv or .jsonl file, plain or .gz; again, it stores only what is new",
    )
    .argument("<file>")
    .requiredOption("--name <column>", "says what happened")
    .requiredOption("--time <column>", "says when: ISO 8601, or seconds or milliseconds since 1970")
    .option("--user <column>", "says who, by the application's own id")
    .option("--metadata <columns>", "become metadata: column,column,… or * for all others")
    .option(
      "--name-prefix <subject>",
      "stands before names: `Confirmation of receipt` → <subject>.confirmation_of_receipt",
    )
    .action((file: string, flags: ImportFlags) =>
      withProject(async ({ orm, runtime }) => {
        const { rules, dictionaries } = await runtime();
        let badRows = 0;

        const summary = await importEvents(orm, {
          path: resolve(folder, file),
          mapping: { ...flags, metadata: flags.metadata?.split(",").map((column) => column.trim()) },
          rules,
          dictionaries,
          onProgress: ({ bytesRead, bytesTotal, ...soFar }) =>
            progress(`${Math.floor((100 * bytesRead) / bytesTotal)} %, ${inWords(soFar)}`),
          onBadRow(line, reason) {
            if (++badRows <= mostBadRowsShown) print(`Line ${line}: ${reason}.`);
          },
        });

        progress(null);
        if (badRows > mostBadRowsShown)
          print(`… and ${badRows - mostBadRowsShown} more rows that tell of no event.`);
        print(`${file}: ${inWords(summary)}.`);
      }),
    );
}

function inWords({ stored, duplicates, bad }: ImportSummary): string {
  const parts = [`${stored.toLocaleString("en")} events stored`];
  if (duplicates > 0) parts.push(`${duplicates.toLocaleString("en")} were there already`);
  if (bad > 0) parts.push(`${bad.toLocaleString("en")} rows left out`);

  return parts.join(", ");
}
