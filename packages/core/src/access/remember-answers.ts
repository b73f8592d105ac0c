interface Remembered<Answer> {
  answer: Promise<Answer>;
  until: number;
}

const staleAfter = 10_000;
const mostRemembered = 1_000;

/** Asks the same question at most once in ten seconds. A failure is not remembered. */
export function rememberAnswers<Answer>(
  ask: (question: string) => Promise<Answer>,
): (question: string) => Promise<Answer> {
  const remembered = new Map<string, Remembered<Answer>>();

  return (question) => {
    const known = remembered.get(question);
    if (known && known.until > Date.now()) return known.answer;

    const answer = ask(question);
    remembered.delete(question);
    remembered.set(question, { answer, until: Date.now() + staleAfter });
    if (remembered.size > mostRemembered) remembered.delete(oldestOf(remembered));
    answer.catch(() => remembered.delete(question));

    return answer;
  };
}

function oldestOf(remembered: Map<string, unknown>): string {
  const [oldest = ""] = remembered.keys();

  return oldest;
}
