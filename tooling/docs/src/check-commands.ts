import { createProgram } from "@admin-events/server/cli/program";
import type { Command } from "commander";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PNPM_COMMANDS, VARIABLES_OF_READERS } from "./exceptions.ts";
import type { Page } from "./pages.ts";
import { ROOT } from "./pages.ts";
import { withoutBlocks } from "./read-blocks.ts";

/** A line of a shell, or code within a line of text. */
interface Snippet {
  code: string;
  where: string;
}

/** Finds `pnpm …` commands, options of `pnpm cli`, and variables that do not exist. @returns one message for each. */
export function findWrongCommands(page: Page, known = readKnown()): string[] {
  return readSnippets(page).flatMap(({ code, where }) =>
    [...findWrongCalls(code, known), ...findWrongVariables(code, known)].map(
      (problem) => `${where}: ${problem}`,
    ),
  );
}

export interface KnownNames {
  program: Command;
  scripts: ReadonlySet<string>;
  variables: ReadonlySet<string>;
}

/** Reads the names that exist from the command line itself, package.json and .env.example. */
export function readKnown(): KnownNames {
  const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const variables = read(".env.example").matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm);
  const unused = () => {
    throw new Error("Only the names of commands are read.");
  };

  return {
    program: createProgram({
      print: unused,
      progress: unused,
      setExitCode: unused,
      getSchema: unused,
      folder: ROOT,
      untilStopped: unused,
      withProject: unused,
      withDatabase: unused,
    }),
    scripts: new Set(Object.keys(scripts)),
    variables: new Set([...variables].map(([, name = ""]) => name)),
  };
}

function readSnippets({ path, text, blocks }: Page): Snippet[] {
  const lines = blocks
    .filter(({ language }) => language === "sh" || language === "text")
    .flatMap(({ code, line }) =>
      code.split("\n").map((shell, index) => ({ code: shell, where: `${path}:${line + index}` })),
    );
  const inline = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map((match) => ({
    code: match[1] ?? "",
    where: `${path}:${text.slice(0, match.index).split("\n").length}`,
  }));

  return [...lines, ...inline];
}

const CALL = /\bpnpm(?:@\d+)?((?: (?:-r|--silent|--filter [\w@/-]+))*) ([a-z][\w:-]*)([^;&|#)]*)/g;

function findWrongCalls(code: string, { program, scripts }: KnownNames): string[] {
  return [...code.matchAll(CALL)].flatMap(([, options = "", script = "", rest = ""]) => {
    if (script === "cli") return findWrongArguments(program, splitWords(rest));
    // The scripts of a filtered package are its own.
    const isKnown = scripts.has(script) || PNPM_COMMANDS.has(script) || options.includes("--filter");
    return isKnown ? [] : [`pnpm ${script} does not exist`];
  });
}

function findWrongArguments(program: Command, words: readonly string[]): string[] {
  let command = program;
  let isPath = true;
  const problems: string[] = [];

  for (const word of words) {
    if (word.startsWith("--")) {
      const [name = ""] = word.split("=");
      const isOption = command.options.some(({ long }) => long === name);
      if (!isOption && name !== "--help") problems.push(`${getName(command)} has no option ${name}`);
      isPath = false;
      continue;
    }
    if (!isPath) continue;
    const subcommand = command.commands.find((candidate) => candidate.name() === word);
    if (subcommand) command = subcommand;
    else {
      if (command.commands.length > 0 && command.registeredArguments.length === 0 && /^[a-z]/.test(word))
        problems.push(`${getName(command)} has no command ${word}`);
      isPath = false;
    }
  }

  return problems;
}

function getName(command: Command): string {
  return command.parent ? `${getName(command.parent)} ${command.name()}` : command.name();
}

function splitWords(text: string): string[] {
  return [...text.matchAll(/'[^']*'|"[^"]*"|\S+/g)].map(([word]) => word);
}

const VARIABLE = /(?<![\w$.])\$?\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?==|\b)/g;

function findWrongVariables(code: string, { variables }: KnownNames): string[] {
  return [...code.matchAll(VARIABLE)].flatMap(([, name = ""]) =>
    variables.has(name) || VARIABLES_OF_READERS.has(name) || /^MAX_|^MIN_/.test(name)
      ? []
      : [`${name} is not a variable of .env.example`],
  );
}
