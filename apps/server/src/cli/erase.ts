import { ValidationError } from "@admin-events/core/errors";
import type { ErasureMode, ErasureResult, UserDataCounts } from "@admin-events/core/personal-data";
import { countUserData, eraseUser } from "@admin-events/core/personal-data";
import { Command } from "commander";
import { writeErasures } from "../erasures/erasure-file.ts";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";
import { createUnknownUserError } from "./unknown-user.ts";

interface EraseFlags {
  anonymise: boolean;
  dropMetadata: boolean;
  yes: boolean;
}

export function eraseCommand({ print, progress, withProject }: CliDeps): Command {
  return new Command("erase")
    .description("Erase a person; their events stay without a user")
    .argument("<user id>", "The application's user id")
    .option(
      "--anonymise",
      "Also remove their ids, email addresses, names and personal metadata from all events and other tables",
      false,
    )
    .option("--drop-metadata", "With all that, also remove all metadata of events by and about them", false)
    .option("--yes", "Erase; without it, show what would be erased", false)
    .action((userId: string, { yes, ...flags }: EraseFlags) =>
      withProject(async ({ orm, runtime, settings }) => {
        const mode = getMode(flags);
        if (!yes) {
          const counts = await countUserData(orm.em.fork(), userId);
          if (!counts) throw createUnknownUserError(userId);
          throw new ValidationError(
            null,
            `${formatCounts(userId, counts, "Would erase")} Run again with --yes to erase them.`,
          );
        }

        progress("Erasing…");
        const { record, inbox, rules } = await runtime();
        const fork = () => orm.em.fork();
        const result = await eraseUser({ fork, record, inbox }, { userId, mode, catalog: rules.catalog });
        progress(null);
        if (!result) throw createUnknownUserError(userId);
        for (const line of formatResult(userId, result, mode)) print(line);
        print(await keepErasures(() => writeErasures(fork(), settings.dataDir)));
      }),
    );
}

function getMode({ anonymise, dropMetadata }: Omit<EraseFlags, "yes">): ErasureMode {
  if (dropMetadata) return "drop-metadata";

  return anonymise ? "anonymise" : "detach";
}

function formatResult(userId: string, result: ErasureResult, mode: ErasureMode): string[] {
  const changed =
    mode === "detach"
      ? []
      : [
          `Removed the person from ${formatCount(result.changedEvents, "event")} and ${formatCount(result.changedRows, "other row")}.`,
        ];

  return [
    formatCounts(userId, result, "Erased"),
    ...changed,
    ...result.remains,
    "Events from before the erasure that arrive later have no person. If the id is used again, it is a new person who starts empty.",
    "Not reached: backups, exports, mails that were sent, and logs of proxies.",
  ];
}

/** The erasure is done, whether or not the file can be written. */
async function keepErasures(write: () => Promise<string>): Promise<string> {
  try {
    return `The erasure is in ${await write()}, for \`pnpm cli restore\`. Keep a copy next to your backups.`;
  } catch (error) {
    return `The list of erasures could not be written (${(error as Error).message}). Keep the output of \`pnpm cli erasures list\` next to your backups.`;
  }
}

function formatCounts(userId: string, counts: UserDataCounts, verb: "Erased" | "Would erase"): string {
  const { visitors, events, requests, sessions, pageViews, activitiesAbout } = counts;
  const erased = [
    formatCount(visitors, "visitor"),
    formatCount(sessions, "session"),
    formatCount(pageViews, "page view"),
  ];
  const kept = [formatCount(events, "event"), formatCount(requests, "request")];
  const about =
    activitiesAbout === 0
      ? ""
      : ` About the person: ${activitiesAbout === 1 ? "1 activity" : `${activitiesAbout.toLocaleString("en")} activities`} of others.`;

  return `${verb} "${userId}" with ${erased.join(", ")}. Kept without a user: ${kept.join(", ")}.${about}`;
}
