import { styleText } from "node:util";

export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

export function printSuccess(line: string): void {
  print(`${styleText("green", "✓")} ${line}`);
}

export function printError(line: string): void {
  process.stderr.write(`${styleText("red", "✗")} ${line}\n`);
}

// eject:start
const BAR_WIDTH = 30;
let lastTenth = -1;

/** Updates a progress bar on a terminal. Elsewhere, prints a line for every 10 %. */
export function showProgress(label: string, fraction: number): void {
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);

  if (process.stdout.isTTY) {
    const filled = Math.round(fraction * BAR_WIDTH);
    process.stdout.write(`\r  ${label} ${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${percent}`);
    if (fraction >= 1) process.stdout.write("\r\u001b[K");
    return;
  }

  const tenth = Math.floor(fraction * 10);
  if (tenth !== lastTenth) print(`  ${label} ${percent}`);
  lastTenth = tenth;
}
// eject:end
