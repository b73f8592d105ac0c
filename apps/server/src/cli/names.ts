import { isEventNamePattern } from "@admin-events/catalog";
import { ValidationError } from "@admin-events/core/errors";
import { deleteEventsOfName, findUnplannedNames, forgetNames } from "@admin-events/core/events";
import { Command } from "commander";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

interface ForgetFlags {
  withEvents: boolean;
  yes: boolean;
}

export function namesCommand(deps: CliDeps): Command {
  return new Command("names")
    .description("Remove event names that are not in the catalog")
    .helpCommand(false)
    .addCommand(forgetCommand(deps));
}

function forgetCommand({ print, withProject }: CliDeps): Command {
  return new Command("forget")
    .description("Remove names outside the catalog that no event has, from every list")
    .argument("[pattern]", "A name, a subject such as 'zz.*', or '*' for all", "*")
    .option(
      "--with-events",
      "Also remove names with events, and delete these events (activities stay)",
      false,
    )
    .option("--yes", "Remove; without it, show what would be removed", false)
    .action((pattern: string, { withEvents, yes }: ForgetFlags) =>
      withProject(async ({ orm, catalog }) => {
        if (!isEventNamePattern(pattern)) {
          throw new ValidationError(null, `"${pattern}" is neither a name nor a subject such as 'zz.*'.`);
        }
        const found = await findUnplannedNames(orm.em.fork(), await catalog(), pattern);
        const names = found.filter(({ isUsed }) => withEvents || !isUsed);
        const subject = `${formatCount(names.length, "name")} outside the catalog`;
        if (names.length === 0) return print("Nothing to forget.");
        if (!yes) {
          const examples = names.slice(0, 5).map(({ name }) => name);
          throw new ValidationError(
            null,
            `Would forget ${subject}, such as ${examples.join(", ")}. Run again with --yes to forget them.`,
          );
        }

        let deleted = 0;
        for (const { id, isUsed } of names)
          if (isUsed) deleted += await deleteEventsOfName(() => orm.em.fork(), id);
        await forgetNames(
          orm.em.fork(),
          names.map(({ id }) => id),
        );
        print(`Forgot ${subject}${deleted > 0 ? ` and deleted ${formatCount(deleted, "event")}` : ""}.`);
      }),
    );
}
