import { checkPackages, smokeApps } from "./check-packages.ts";

const names = process.argv.slice(2);
const unknown = names.find((name) => !smokeApps.some((app) => app.name === name));
const print = (line: string) => void process.stdout.write(`${line}\n`);

if (unknown === undefined) {
  await checkPackages(names, print);
} else {
  print(`There is no app "${unknown}". Choose from: ${smokeApps.map(({ name }) => name).join(", ")}.`);
  process.exitCode = 1;
}
