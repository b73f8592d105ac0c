import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { eject, REMOVED_PATHS } from "./eject/eject.ts";
import { git, pnpm } from "./run.ts";

const repository = resolve(import.meta.dirname, "../../..");
const { values } = parseArgs({ options: { yes: { type: "boolean", default: false } } });

process.exitCode = await ejectExample();

/** @returns the exit code. */
async function ejectExample(): Promise<number> {
  if (!existsSync(join(repository, "apps/example"))) {
    print("There is no example shop: apps/example does not exist.");
    return 0;
  }
  if ((await git(repository, "status", "--porcelain")) !== "") {
    printError(
      "This repository has changes that are not committed. Commit or stash them, then run this again.",
    );
    return 1;
  }

  print("This removes the example shop:\n");
  for (const path of REMOVED_PATHS.filter((each) => existsSync(join(repository, each)))) print(`  ${path}`);
  print("\nIt also removes lines that are marked with eject:start, and links to the shop in documents.");
  print("Events of the shop in packages/catalog/src/events.ts are replaced by a first event of yours.");
  print("Stored data stays. Undo it with `git reset --hard && git clean -d --force`.\n");
  if (!values.yes && !(await confirm())) {
    print("Nothing was changed.");
    return 1;
  }

  const changed = await eject(repository);
  await pnpm(repository, "install", "--no-frozen-lockfile", "--prefer-offline");
  const formatted = changed.filter((file) => !file.startsWith(".env"));
  await pnpm(repository, "exec", "prettier", "--log-level", "warn", "--write", ...formatted);
  print(`\nThe shop is removed, and ${changed.length} files were changed. Run \`pnpm check\`, then commit.`);
  return 0;
}

/** Without a terminal nobody can answer: that is a no. */
async function confirm(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    printError("Add --yes to remove it without being asked.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Remove it? (y/N) ");
  terminal.close();

  return /^y(es)?$/i.test(answer.trim());
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}
