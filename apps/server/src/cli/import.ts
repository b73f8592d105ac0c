import { ValidationError } from "@admin-events/core/errors";
import type { ImportCounts, ImportSummary } from "@admin-events/core/importing";
import { importEvents, listImports, undoImport } from "@admin-events/core/importing";
import { Command, InvalidArgumentError } from "commander";
import { resolve } from "node:path";
import { formatCount, formatTable } from "./format-table.ts";
import type { CliDeps } from "./program.ts";
import { createRejectedRows } from "./rejected-rows.ts";

interface ImportFlags {
  name?: string;
  time?: string;
  user?: string;
  metadata?: string;
  namePrefix?: string;
  timeZone?: string;
  delimiter?: string;
  encoding?: string;
  rejected?: string;
  runHandlers: boolean;
  list: boolean;
  undo?: number;
  yes: boolean;
}

/** Some rows are stored and some are rejected. */
const PARTIAL_EXIT_CODE = 2;

export function importCommand(deps: CliDeps): Command {
  return new Command("import")
    .description("Import events from a CSV or JSON Lines file, list imports, or undo one")
    .argument("[file]", "A .csv, .tsv or .jsonl file, optionally .gz; events imported before are skipped")
    .option("--name <column>", "Column with the event name (required)")
    .option("--time <column>", "Column with the time: ISO 8601, or s, ms, µs or ns since 1970 (required)")
    .option("--user <column>", "Column with the application's user id")
    .option("--metadata <columns>", "Columns to store as metadata: column,column,… or * for all others")
    .option("--time-zone <zone>", "Zone of times without an offset, such as UTC; default TIME_ZONE")
    .option(
      "--name-prefix <subject>",
      "Prefix of names: `Confirmation of receipt` becomes <subject>.confirmation_of_receipt",
    )
    .option("--delimiter <character>", "Of a CSV file; default: detected (tab: \\t)", parseDelimiter)
    .option("--encoding <name>", "Such as windows-1252; default: UTF-8, or UTF-16 if detected")
    .option("--rejected <file>", "Write rejected rows to this file, to correct and import them")
    .option("--run-handlers", "Run durable handlers for the imported events", false)
    .option("--list", "List imports", false)
    .option("--undo <id>", "Delete the events of an import", parseImportId)
    .option("--yes", "With --undo: delete; without it, show what would be deleted", false)
    .addHelpText(
      "after",
      "\nExits with 0 if every row is stored or was before, 2 if some rows are rejected, 1 if nothing is stored.",
    )
    .action((file: string | undefined, flags: ImportFlags) => {
      if (flags.list) return showImports(deps);
      if (flags.undo !== undefined) return undo(deps, flags.undo, flags.yes);

      return importFile(deps, file, flags);
    });
}

/** @throws {ValidationError} if a required option is missing. */
async function importFile(deps: CliDeps, file: string | undefined, flags: ImportFlags): Promise<void> {
  const { print, progress, folder, withProject, setExitCode } = deps;
  const { name, time, user, namePrefix, timeZone, delimiter, encoding, runHandlers } = flags;
  if (file === undefined) throw new ValidationError(null, "Missing file. Example: import log.csv --name …");
  if (name === undefined || time === undefined)
    throw new ValidationError(
      null,
      "Missing --name or --time: the columns with the event name and the time.",
    );
  const metadata = flags.metadata?.split(",").map((column) => column.trim());

  await withProject(async ({ orm, runtime }) => {
    const { rules, idCaches } = await runtime();
    await using rejected = createRejectedRows(flags.rejected && resolve(folder, flags.rejected));

    const summary = await importEvents(orm, {
      path: resolve(folder, file),
      mapping: { name, time, user, namePrefix, timeZone, metadata },
      ...{ rules, idCaches, delimiter, encoding, runHandlers },
      onProgress({ bytesRead, bytesTotal, isChecking, ...counts }) {
        const percent = `${Math.floor((100 * bytesRead) / bytesTotal)} %`;
        progress(isChecking ? `Checking the file: ${percent}` : `${percent}, ${formatCounts(counts)}`);
      },
      onHeader: rejected.addHeader,
      onRejectedRow: rejected.add,
    });

    progress(null);
    print(`${file}: ${formatCounts(summary)}.`);
    for (const line of formatAdvice(summary)) print(line);
    for (const line of rejected.formatSummary()) print(line);
    if (summary.rejected > 0) setExitCode(summary.stored + summary.duplicates > 0 ? PARTIAL_EXIT_CODE : 1);
  });
}

function formatCounts({ stored, duplicates, rejected }: ImportCounts): string {
  const parts = [`${formatCount(stored, "event")} stored`];
  if (duplicates > 0) parts.push(`${formatCount(duplicates, "duplicate")} skipped`);
  if (rejected > 0) parts.push(`${formatCount(rejected, "row")} rejected`);

  return parts.join(", ");
}

function formatAdvice({ importId, duplicates, earlierImportIds }: ImportSummary): string[] {
  const earlier = earlierImportIds.join(", ");
  const wasMapped = `The duplicates are left as import ${earlier} stored them. To map their columns differently, undo it first.`;

  return [
    ...(importId === null
      ? []
      : [`This is import ${importId}. To delete its events: import --undo ${importId}`]),
    ...(duplicates > 0 && earlier !== "" ? [wasMapped] : []),
  ];
}

function showImports({ print, withProject }: CliDeps): Promise<void> {
  return withProject(async ({ orm }) => {
    const rows = (await listImports(orm.em.fork())).map(({ id, file, startedAt, isFinished, events }) => ({
      id,
      events,
      started: startedAt,
      finished: isFinished ? "yes" : "no",
      file,
    }));
    print(rows.length === 0 ? "No imports." : formatTable(rows));
  });
}

function undo({ print, progress, withProject }: CliDeps, id: number, isConfirmed: boolean): Promise<void> {
  return withProject(async ({ orm }) => {
    const fork = () => orm.em.fork();
    const [found] = await listImports(fork(), id);
    if (!found) throw new ValidationError(null, `No import ${id}. Run import --list to see all imports.`);

    const events = formatCount(found.events, "event");
    const description = `import ${id} (${found.file}, ${found.startedAt})`;
    if (!isConfirmed)
      throw new ValidationError(
        null,
        `Would delete ${events} of ${description}, and the people who have no other data. Run again with --yes to delete them.`,
      );

    const undone = await undoImport(fork, id, (soFar) =>
      progress(`${formatCount(soFar.events, "event")} of ${found.events.toLocaleString("en")} deleted`),
    );
    progress(null);
    print(
      `Deleted ${formatCount(undone.events, "event")} of ${description}, and ${undone.people.toLocaleString("en")} people without other data.`,
    );
  });
}

function parseImportId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Must be an id from `import --list`.");

  return Number(text);
}

function parseDelimiter(text: string): string {
  const delimiter = text === "\\t" || text === "tab" ? "\t" : text;
  if (delimiter.length !== 1) throw new InvalidArgumentError("Must be one character, or \\t for tab.");

  return delimiter;
}
