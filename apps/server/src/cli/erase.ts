import { events } from "@admin-events/catalog";
import { ValidationError } from "@admin-events/core/errors";
import type { UserDataCounts } from "@admin-events/core/users";
import { countUserData, eraseUser } from "@admin-events/core/users";
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
        const counts = yes
          ? await eraseUser(orm.em, { userId, anonymise, catalog: events })
          : await countUserData(orm.em.fork(), userId);
        if (!counts) throw createUnknownUserError(userId);
        if (!yes)
          throw new ValidationError(
            null,
            `${formatCounts(userId, counts, "Would erase")} Run again with --yes to erase them.`,
          );

        print(formatCounts(userId, counts, "Erased"));
      }),
    );
}

function formatCounts(userId: string, counts: UserDataCounts, verb: "Erased" | "Would erase"): string {
  const { visitors, events, requests, sessions, pageViews } = counts;
  const erased = [
    formatCount(visitors, "visitor"),
    formatCount(sessions, "session"),
    formatCount(pageViews, "page view"),
  ];
  const kept = [formatCount(events, "event"), formatCount(requests, "request")];

  return `${verb} "${userId}" with ${erased.join(", ")}. Kept without a user: ${kept.join(", ")}.`;
}
