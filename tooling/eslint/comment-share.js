import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

// Prints the share of comment lines per package. About 6 % is the aim, except in the published client, whose every
// member has JSDoc.
const files = execFileSync("git", ["ls-files", "*.ts", "*.tsx", "*.js"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => existsSync(file));
const totals = new Map();

for (const file of files) {
  const name = /^(?:apps|packages|tooling)\/[^/]+/.exec(file)?.[0] ?? "(root)";
  const total = totals.get(name) ?? { lines: 0, comments: 0 };
  const { lines, comments } = countLines(readFileSync(file, "utf8"));
  totals.set(name, { lines: total.lines + lines, comments: total.comments + comments });
}

const width = Math.max(...[...totals.keys()].map((name) => name.length));
console.log(`${"package".padEnd(width)}   lines  comments`);
for (const [name, { lines, comments }] of [...totals].sort(([a], [b]) => a.localeCompare(b))) {
  const share = ((100 * comments) / lines).toFixed(1);
  console.log(`${name.padEnd(width)}  ${String(lines).padStart(6)}  ${share.padStart(6)} %`);
}

/** Counts non-empty lines, and those of them that contain nothing but a comment. */
function countLines(text) {
  let isInBlock = false;
  let comments = 0;
  const lines = text.split("\n").filter((line) => line.trim());

  for (const line of lines) {
    const code = line.trim();
    if (isInBlock || code.startsWith("//") || code.startsWith("/*")) comments++;
    if (code.startsWith("/*")) isInBlock = true;
    if (isInBlock && code.includes("*/")) isInBlock = false;
  }

  return { lines: lines.length, comments };
}
