import type { Contender } from "./engines.ts";
import type { Answer, Question } from "./query.ts";

/** What a contender needed, in milliseconds, call by call. */
export interface Measured {
  answer: Answer;
  milliseconds: number[];
}

const budget = 4_000;
const mostCalls = 200;
const fewestCalls = 3;
/** Somebody this slow is not asked again. */
const tooSlow = 10_000;

/**
 * Asks all contenders a question in turns, so that whatever else the machine does falls on each alike: each is asked
 * until it has used four seconds, but three times at least, or answered 200 times. A first call is not counted, unless
 * it took so long that it stays the only one.
 */
export async function measureInTurns(
  contenders: readonly Contender[],
  question: Question,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const contender of contenders) {
    const { answer, milliseconds } = await timed(contender, question);
    measured.push({ answer, milliseconds: milliseconds > tooSlow ? [milliseconds] : [] });
  }

  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const [index, contender] of contenders.entries()) {
      const { milliseconds } = measured[index]!;
      if (hasEnough(milliseconds)) continue;
      isDone = false;
      milliseconds.push((await timed(contender, question)).milliseconds);
    }
  }

  return measured;
}

function hasEnough(milliseconds: readonly number[]): boolean {
  const used = milliseconds.reduce((sum, each) => sum + each, 0);
  if (used > tooSlow || milliseconds.length >= mostCalls) return true;

  return used >= budget && milliseconds.length >= fewestCalls;
}

async function timed(contender: Contender, question: Question) {
  const start = performance.now();
  const answer = await contender.answer(question);

  return { answer, milliseconds: performance.now() - start };
}
