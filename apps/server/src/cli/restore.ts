import { Command } from "commander";
import { pino } from "pino";
import { resolve } from "node:path";
import { findErasures, readErasures } from "../erasures/erasure-file.ts";
import { restore } from "./backup/restore.ts";
import { formatRepeated, repeatErasures } from "./erasures.ts";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";
import type { DatabaseLocation } from "./project.ts";
import { withProject } from "./project.ts";

const NO_LIST =
  "No list of erasures was found in DATA_DIR. People who were erased after the backup are in this database again. Repeat the erasures before a server starts: pnpm cli erasures repeat <file>";

export function restoreCommand({ print, progress, folder, withDatabase }: CliDeps): Command {
  return new Command("restore")
    .description("Restore a backup into an empty database, and repeat the erasures made since")
    .argument("<file>", "A file that `backup` created")
    .option("--erasures <file>", "The list of erased people (default: the one in DATA_DIR)")
    .action((file: string, options: { erasures?: string }) =>
      withDatabase(async (location) => {
        // A list that cannot be read must not be found out after the restore.
        const list = options.erasures && (await readErasures(resolve(folder, options.erasures)));
        progress("Restoring…");
        const { events = 0 } = await restore(location, resolve(folder, file));
        progress(null);
        print(`Restored ${formatCount(events, "event")}. The row counts of all tables match the backup.`);
        print(await repeat(location, list || null));
      }),
    );
}

function repeat(
  { url, settings }: DatabaseLocation,
  given: Awaited<ReturnType<typeof readErasures>> | null,
): Promise<string> {
  return withProject({ ...settings, databaseUrl: url }, pino({ level: "silent" }), async (project) => {
    const list = given ?? (await findErasures(project.orm.em.fork(), settings.dataDir));

    return list ? formatRepeated(await repeatErasures(project, list)) : NO_LIST;
  });
}
