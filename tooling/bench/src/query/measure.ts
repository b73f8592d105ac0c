import type { Contender } from "./contenders.ts";
import type { Answer, Question } from "./question.ts";

/** What a contender needed, in milliseconds, call by call. */
export interface Measured {
  answer: Answer;
  milliseconds: number[];
}

const budget = 4_000;
const mostCalls = 200;

/**
 * Asks all contenders a question in turns, so that whatever else the machine does falls on each alike: each is asked
 * until it has used four seconds or answered 200 times. Its first call counts only if there was time for no other.
 */
export async function measureInTurns(
  contenders: readonly Contender[],
  question: Question,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const contender of contenders) {
    const { answer, milliseconds } = await timed(contender, question);
    measured.push({ answer, milliseconds: milliseconds > budget ? [milliseconds] : [] });
  }

  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const [index, contender] of contenders.entries()) {
      const { milliseconds } = measured[index]!;
      if (milliseconds.length >= mostCalls || sum(milliseconds) >= budget) continue;
      isDone = false;
      milliseconds.push((await timed(contender, question)).milliseconds);
    }
  }

  return measured;
}

async function timed(contender: Contender, question: Question) {
  const start = performance.now();
  const answer = await contender.answer(question);

  return { answer, milliseconds: performance.now() - start };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
