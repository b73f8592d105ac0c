import type { ErasureList, ReappliedErasures } from "@admin-events/core/personal-data";
import { listErasures, reapplyErasures } from "@admin-events/core/personal-data";
import { Command } from "commander";
import { resolve } from "node:path";
import { readErasures, writeErasures } from "../erasures/erasure-file.ts";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";
import type { Project } from "./project.ts";

export function erasuresCommand(deps: CliDeps): Command {
  return new Command("erasures")
    .description("Keep the list of erased people, and repeat it on a restored database")
    .helpCommand(false)
    .addCommand(listCommand(deps))
    .addCommand(repeatCommand(deps));
}

function listCommand({ print, withProject }: CliDeps): Command {
  return new Command("list")
    .description("Print the list as JSON: hashes of ids with times, to keep outside the database")
    .action(() => withProject(async ({ orm }) => print(JSON.stringify(await listErasures(orm.em.fork())))));
}

function repeatCommand({ print, folder, withProject }: CliDeps): Command {
  return new Command("repeat")
    .description("Erase everyone on a list whom this database does not know as erased, as after a restore")
    .argument("<file>", "A list that `erasures list` printed, or one from DATA_DIR/erasures")
    .action((file: string) =>
      withProject(async (project) => {
        const list = await readErasures(resolve(folder, file));
        print(formatRepeated(await repeatErasures(project, list)));
      }),
    );
}

export async function repeatErasures(
  { orm, runtime, settings }: Pick<Project, "orm" | "runtime" | "settings">,
  list: ErasureList,
): Promise<ReappliedErasures> {
  const { record, inbox, rules } = await runtime();
  const deps = { fork: () => orm.em.fork(), record, inbox };
  const repeated = await reapplyErasures(deps, list, rules.catalog);
  await writeErasures(orm.em.fork(), settings.dataDir);

  return repeated;
}

export function formatRepeated({ added, erased }: ReappliedErasures): string {
  if (added === 0) return "The database already knows every erasure on the list.";

  return `Added ${formatCount(added, "erasure")}. ${erased === 1 ? "1 person was" : `${erased.toLocaleString("en")} people were`} in the database again and ${erased === 1 ? "is" : "are"} erased.`;
}
