import { print, printTable } from "@admin-events/load";
import type { Figures, Proof, Scale } from "./proof.ts";
import type { Rig } from "./rig/open-rig.ts";

/** Runs proofs one after the other. @returns the names of those that do not hold. */
export async function prove(rig: Rig, proofs: Record<string, Proof>, scale: Scale): Promise<string[]> {
  const proved: [string, Figures][] = [];

  for (const [name, proof] of Object.entries(proofs)) {
    const start = performance.now();
    print(`${name}: ${proof.claim} …`);
    const figures = await proof.run(rig, scale);
    proved.push([name, figures]);
    print(`  ${((performance.now() - start) / 1000).toFixed(1)} s, ${figures.measured}`);
    print(`  ${countsOf(figures)}`);
    for (const failure of figures.failures) print(`  ✘ ${failure}`);
  }

  printTable(proved.map(([name, figures]) => rowOf(name, figures)));
  return proved.filter(([, { failures }]) => failures.length > 0).map(([name]) => name);
}

function countsOf({
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

function rowOf(name: string, { failures, measured, ...figures }: Figures): Record<string, string> {
  const shown = (value: number | undefined) => (value === undefined ? "–" : value.toLocaleString("en"));

  return {
    proof: `${failures.length === 0 ? "✔" : "✘"} ${name}`,
    sent: shown(figures.sent),
    acknowledged: shown(figures.acknowledged),
    stored: shown(figures.stored),
    delivered: shown(figures.delivered),
    lost: shown(figures.lost),
    twice: shown(figures.twice),
    measured,
  };
}
