import { events } from "@admin-events/catalog";
import type { Traces } from "@admin-events/core/users";
import { countTraces, eraseUser } from "@admin-events/core/users";
import { Command } from "commander";
import type { CliParts } from "./program.ts";
import { unknownUser } from "./unknown-user.ts";
import { ValidationError } from "@admin-events/core/errors";

interface EraseFlags {
  anonymise: boolean;
  yes: boolean;
}

export function eraseCommand({ print, withProject }: CliParts): Command {
  return new Command("erase")
    .description("forgets a person and their sessions; their events stay, as nobody's")
    .argument("<user id>", "the application's own id")
    .option("--anonymise", "also takes out of their events what the catalog marks as personal", false)
    .option("--yes", "does it; without this it only says what would be forgotten", false)
    .action((userId: string, { anonymise, yes }: EraseFlags) =>
      withProject(async ({ orm }) => {
        const traces = yes
          ? await eraseUser(orm.em, { userId, anonymise, catalog: events })
          : await countTraces(orm.em.fork(), userId);
        if (!traces) throw unknownUser(userId);
        if (!yes)
          throw new ValidationError(null, `${inWords(userId, traces, "would be")} Add --yes to do it.`);

        print(inWords(userId, traces, "is"));
      }),
    );
}

function inWords(userId: string, traces: Traces, verb: "is" | "would be"): string {
  const { visitors, events, requests, sessions, pageViews } = traces;
  const gone = [counted(visitors, "visitor"), counted(sessions, "session"), counted(pageViews, "page view")];
  const kept = [counted(events, "event"), counted(requests, "request")];

  return `"${userId}" ${verb} forgotten, with ${gone.join(", ")}; ${kept.join(" and ")} stay as nobody's.`;
}

function counted(count: number, word: string): string {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}
