import { styleText } from "node:util";

/** The demo speaks to a person at a terminal; this is its one voice. */
export function say(sentence = ""): void {
  process.stdout.write(`${sentence}\n`);
}

export function complain(sentence: string): void {
  process.stderr.write(`${styleText("red", "✗")} ${sentence}\n`);
}

export function done(sentence: string): void {
  say(`${styleText("green", "✓")} ${sentence}`);
}

const width = 30;
let lastTenth = -1;

/** A bar that grows in place on a terminal, and a line every tenth elsewhere. */
export function showProgress(what: string, fraction: number): void {
  const percent = `${Math.floor(fraction * 100)} %`.padStart(5);

  if (process.stdout.isTTY) {
    const filled = Math.round(fraction * width);
    process.stdout.write(`\r  ${what} ${"█".repeat(filled)}${"░".repeat(width - filled)} ${percent}`);
    if (fraction >= 1) process.stdout.write("\r\u001b[K");
    return;
  }

  const tenth = Math.floor(fraction * 10);
  if (tenth !== lastTenth) say(`  ${what} ${percent}`);
  lastTenth = tenth;
}
