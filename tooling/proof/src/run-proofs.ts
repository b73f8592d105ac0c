import { print, printTable } from "@admin-events/load";
import type { Figures, Proof, Scale } from "./proof.ts";
import type { Harness } from "./harness/open-harness.ts";

/** Runs proofs one after the other. @returns the names of the failed ones. */
export async function runProofs(
  harness: Harness,
  proofs: Record<string, Proof>,
  scale: Scale,
): Promise<string[]> {
  const finished: [string, Figures][] = [];

  for (const [name, proof] of Object.entries(proofs)) {
    const start = performance.now();
    print(`${name}: ${proof.claim} …`);
    const figures = await proof.run(harness, scale);
    finished.push([name, figures]);
    print(`  ${((performance.now() - start) / 1000).toFixed(1)} s, ${figures.measured}`);
    print(`  ${formatCounts(figures)}`);
    for (const failure of figures.failures) print(`  ✘ ${failure}`);
  }

  printTable(finished.map(([name, figures]) => toRow(name, figures)));
  return finished.filter(([, { failures }]) => failures.length > 0).map(([name]) => name);
}

function formatCounts({
  sent = 0,
  acknowledged = 0,
  stored = 0,
  delivered = 0,
  lost = 0,
  twice = 0,
}: Figures): string {
  return Object.entries({ sent, acknowledged, stored, delivered, lost, twice })
    .map(([name, count]) => `${count.toLocaleString("en")} ${name}`)
    .join(", ");
}

function toRow(name: string, { failures, measured, ...figures }: Figures): Record<string, string> {
  const format = (value: number | undefined) => (value === undefined ? "–" : value.toLocaleString("en"));

  return {
    proof: `${failures.length === 0 ? "✔" : "✘"} ${name}`,
    sent: format(figures.sent),
    acknowledged: format(figures.acknowledged),
    stored: format(figures.stored),
    delivered: format(figures.delivered),
    lost: format(figures.lost),
    twice: format(figures.twice),
    measured,
  };
}
