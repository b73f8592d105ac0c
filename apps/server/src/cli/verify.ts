import type { VerifiedChain } from "@admin-events/core/activity";
import { verifyHashChain } from "@admin-events/core/activity";
import { Command, InvalidArgumentError } from "commander";
import { formatCount } from "./format-table.ts";
import type { CliDeps } from "./program.ts";

export function verifyCommand({ print, withProject }: CliDeps): Command {
  return new Command("verify")
    .description("Verify the hash chain of the activity log")
    .option(
      "--head <hash>",
      "A head printed by an earlier run, which must still be part of the chain",
      parseHead,
    )
    .action(({ head }: { head?: string }) =>
      withProject(async ({ orm }) => {
        const chain = await verifyHashChain(orm.em, head);
        for (const line of formatReport(chain)) print(line);
      }),
    );
}

function formatReport({ entries, pruned, days, last, keptDay }: VerifiedChain): string[] {
  if (!last) return ["The hash chain is empty. Set ACTIVITY_HASH_CHAIN=true to extend it once a day."];

  const laterPruned = pruned > 0 ? `, of which ${pruned.toLocaleString("en")} were pruned later` : "";
  const lines = [
    `Verified ${entries.toLocaleString("en")} entries of ${formatCount(days, "day")} up to ${last.day}${laterPruned}.`,
  ];
  if (keptDay) lines.push(`The given head matches ${keptDay}: entries up to that day are unchanged.`);
  lines.push(
    `Head: ${last.head}`,
    "Store the head outside the database and pass it to a later verify --head.",
  );

  return lines;
}

function parseHead(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError("Must be a head printed by verify.");

  return text.toLowerCase();
}
