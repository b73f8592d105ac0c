/**
 * Ends a loader or action with an answer of its own: a redirect, or what the error boundary shows. Remix takes what
 * is thrown as the answer.
 */
export function answerEarly(answer: unknown): never {
  throw answer;
}
