import type { VerifiedChain } from "@admin-events/core/activity";
import { verifyHashChain } from "@admin-events/core/activity";
import { Command, InvalidArgumentError } from "commander";
import type { CliParts } from "./program.ts";

export function verifyCommand({ print, withProject }: CliParts): Command {
  return new Command("verify")
    .description("compares the activity log with its seals, and names the first link that does not hold")
    .option("--head <hash>", "a head that an earlier run printed; one of the days must still have it", hash)
    .action(({ head }: { head?: string }) =>
      withProject(async ({ orm }) => {
        const chain = await verifyHashChain(orm.em, head);
        for (const line of reportOf(chain)) print(line);
      }),
    );
}

function reportOf({ entries, pruned, days, last, keptDay }: VerifiedChain): string[] {
  if (!last)
    return ["Nothing is sealed yet. With ACTIVITY_HASH_CHAIN=true the server seals each day after it ended."];

  const since = pruned > 0 ? `; ${pruned.toLocaleString("en")} were pruned since` : "";
  const lines = [
    `${entries.toLocaleString("en")} entries of ${days.toLocaleString("en")} days verified, until ${last.day}${since}.`,
  ];
  if (keptDay)
    lines.push(`The head that you kept is that of ${keptDay}: nothing until then was written anew.`);
  lines.push(`Head: ${last.head}`, "Keep it outside of the database, for a later verify --head.");

  return lines;
}

function hash(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError("It must be a head that verify printed.");

  return text.toLowerCase();
}
