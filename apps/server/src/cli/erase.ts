import { events } from "@admin-events/catalog";
import { ValidationError } from "@admin-events/core/errors";
import type { Traces } from "@admin-events/core/users";
import { countTraces, eraseUser } from "@admin-events/core/users";
import { Command } from "commander";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";
import { createUnknownUserError } from "./unknown-user.ts";

interface EraseFlags {
  anonymise: boolean;
  yes: boolean;
}

export function eraseCommand({ print, withProject }: CliDeps): Command {
  return new Command("erase")
    .description("Erase a person; their events stay without a user")
    .argument("<user id>", "The application's user id")
    .option("--anonymise", "Also remove metadata that the catalog marks as personal", false)
    .option("--yes", "Erase; without it, show what would be erased", false)
    .action((userId: string, { anonymise, yes }: EraseFlags) =>
      withProject(async ({ orm }) => {
        const traces = yes
          ? await eraseUser(orm.em, { userId, anonymise, catalog: events })
          : await countTraces(orm.em.fork(), userId);
        if (!traces) throw createUnknownUserError(userId);
        if (!yes)
          throw new ValidationError(
            null,
            `${formatTraces(userId, traces, "Would erase")} Run again with --yes to erase them.`,
          );

        print(formatTraces(userId, traces, "Erased"));
      }),
    );
}

function formatTraces(userId: string, traces: Traces, verb: "Erased" | "Would erase"): string {
  const { visitors, events, requests, sessions, pageViews } = traces;
  const erased = [
    formatCount(visitors, "visitor"),
    formatCount(sessions, "session"),
    formatCount(pageViews, "page view"),
  ];
  const kept = [formatCount(events, "event"), formatCount(requests, "request")];

  return `${verb} "${userId}" with ${erased.join(", ")}. Kept without a user: ${kept.join(", ")}.`;
}
