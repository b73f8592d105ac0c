// Runs the tests in a browser, with arguments for Playwright:
//   pnpm e2e [--adopt] [argument…]
// With --adopt, it runs those of an app that adopts the product instead: its own database, data layers, proxies, packages, documents.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repository } from "./repository.ts";

const isAdopt = process.argv.includes("--adopt");
const passed = process.argv.slice(2).filter((argument) => argument !== "--adopt");
const config = join(repository, "tooling/e2e/playwright.config.ts");
const isChosen = passed.some((argument) => /\.spec|--project|^src\//.test(argument));
const project = isChosen ? [] : [`--project=${isAdopt ? "adopt" : "panel"}`];

process.exitCode = await run("playwright", ["test", "--config", config, ...project, ...passed]);
if (isAdopt && passed.length === 0 && process.exitCode === 0)
  process.exitCode = await run(process.execPath, [join(import.meta.dirname, "packages/main.ts")]);

/** Runs a program with the terminal of this one. @returns its exit code. */
async function run(program: string, args: readonly string[]): Promise<number> {
  const child = spawn(program, args, { stdio: "inherit", cwd: repository });
  const [code] = (await once(child, "exit")) as [number | null];

  return code ?? 1;
}
