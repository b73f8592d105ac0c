import {
  declareCatalog,
  formatConflict,
  listApps,
  listVersions,
  loadCatalog,
  removeApp,
} from "@admin-events/core/declared-catalogs";
import { events } from "@admin-events/catalog";
import { ValidationError } from "@admin-events/core/errors";
import { Command } from "commander";
import { resolve } from "node:path";
import { formatCount, formatTable } from "./format-table.ts";
import type { CliDeps } from "./program.ts";
import { readCatalogFile } from "./read-catalog-file.ts";

export function catalogCommand(deps: CliDeps): Command {
  return new Command("catalog")
    .description("Manage the events that applications of other repositories have declared")
    .helpCommand(false)
    .addCommand(pushCommand(deps))
    .addCommand(listCommand(deps))
    .addCommand(versionsCommand(deps))
    .addCommand(removeCommand(deps));
}

function pushCommand({ print, folder, withProject }: CliDeps): Command {
  return new Command("push")
    .description("Declare the events of an application, as `analytics.declare` does")
    .argument("<file>", "A module that exports `events`, or JSON")
    .option("--app <name>", "The application (default: the name in the closest package.json)")
    .action((file: string, { app }: { app?: string }) =>
      withProject(async ({ orm }) => {
        const declared = await readCatalogFile(resolve(folder, file), app);
        const { version, isChanged } = await declareCatalog(orm.em.fork(), { ...declared, keyId: null });
        const { conflicts } = await loadCatalog(orm.em.fork(), events);

        const count = formatCount(Object.keys(declared.events).length, "event");
        print(`${declared.app} declares ${count}: version ${version}${isChanged ? "" : ", unchanged"}.`);
        for (const warning of declared.warnings) print(warning);
        for (const conflict of conflicts) if (conflict.app === declared.app) print(formatConflict(conflict));
      }),
    );
}

function listCommand({ print, withProject }: CliDeps): Command {
  return new Command("list").description("List the events of the catalog, and who declares them").action(() =>
    withProject(async ({ orm }) => {
      const { catalog, sources } = await loadCatalog(orm.em.fork(), events);
      const rows = Object.entries(catalog).map(([name, { title, retentionDays, pii = [] }]) => ({
        name,
        title,
        "declared by": sources.get(name) ?? "the server",
        personal: pii.join(" "),
        kept: typeof retentionDays === "number" ? formatCount(retentionDays, "day") : (retentionDays ?? ""),
      }));

      print(rows.length === 0 ? "No events yet. Declare some with: catalog push <file>" : formatTable(rows));
    }),
  );
}

function versionsCommand({ print, withProject }: CliDeps): Command {
  return new Command("versions")
    .description("List the versions that applications have declared, newest first")
    .argument("[app]", "Only of this application")
    .action((app?: string) =>
      withProject(async ({ orm }) => {
        const versions = await listVersions(orm.em.fork(), app);
        if (app !== undefined && versions.length === 0) throw await createUnknownAppError(orm.em.fork(), app);
        const rows = versions.map(({ isCurrent, eventCount, createdAt, key, ...version }) => ({
          app: version.app,
          version: version.version,
          applies: isCurrent ? "yes" : "",
          events: eventCount,
          declared: createdAt.slice(0, 16).replace("T", " "),
          by: key === null ? "" : `key ${key.id} (${key.name})`,
        }));

        print(rows.length === 0 ? "No application has declared events yet." : formatTable(rows));
      }),
    );
}

function removeCommand({ print, withProject }: CliDeps): Command {
  return new Command("remove")
    .description("Take back all that an application has declared; its events stay")
    .argument("<app>", "The application, as `catalog versions` shows it")
    .action((app: string) =>
      withProject(async ({ orm }) => {
        if (!(await removeApp(orm.em.fork(), app))) throw await createUnknownAppError(orm.em.fork(), app);

        print(`Removed the catalog of ${app}. Servers follow within two seconds.`);
      }),
    );
}

async function createUnknownAppError(
  em: Parameters<typeof listApps>[0],
  app: string,
): Promise<ValidationError> {
  const apps = await listApps(em);
  const known =
    apps.length === 0 ? "No application has." : `These have: ${apps.map(({ app }) => app).join(", ")}.`;

  return new ValidationError(null, `No application named "${app}" has declared events. ${known}`);
}
