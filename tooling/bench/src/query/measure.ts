import type { Engine } from "./engines.ts";
import type { BenchQuery, QueryResult } from "./query.ts";

/** One engine's result and the milliseconds of each call. */
export interface Measured {
  result: QueryResult;
  milliseconds: number[];
}

const BUDGET_MS = 4_000;
const MAX_CALLS = 200;
const MIN_CALLS = 3;
/** An engine this slow runs a query only once. */
const MAX_CALL_MS = 10_000;

/**
 * Runs a query on all engines in turns, so that other load on the machine affects each alike. Each engine runs it for
 * four seconds, at least three and at most 200 times. The first call does not count, unless it is so slow that it stays
 * the only one.
 */
export async function measureInTurns(engines: readonly Engine[], query: BenchQuery): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const engine of engines) {
    const { result, milliseconds } = await time(engine, query);
    measured.push({ result, milliseconds: milliseconds > MAX_CALL_MS ? [milliseconds] : [] });
  }

  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const [index, engine] of engines.entries()) {
      const { milliseconds } = measured[index]!;
      if (hasEnough(milliseconds)) continue;
      isDone = false;
      milliseconds.push((await time(engine, query)).milliseconds);
    }
  }

  return measured;
}

function hasEnough(milliseconds: readonly number[]): boolean {
  const used = milliseconds.reduce((sum, each) => sum + each, 0);
  if (used > MAX_CALL_MS || milliseconds.length >= MAX_CALLS) return true;

  return used >= BUDGET_MS && milliseconds.length >= MIN_CALLS;
}

async function time(engine: Engine, query: BenchQuery) {
  const start = performance.now();
  const result = await engine.run(query);

  return { result, milliseconds: performance.now() - start };
}
