import { fork } from "node:child_process";
import { once } from "node:events";
import { openOurs } from "./engines.ts";
import { questions } from "./queries.ts";

/** How long a question takes a process that has never been asked anything, in milliseconds. */
export async function coldMilliseconds(url: string, question: string): Promise<number> {
  const child = fork(import.meta.filename, [url, question]);
  const [[answer]] = (await Promise.all([once(child, "message"), once(child, "exit")])) as [
    [number],
    unknown,
  ];

  return answer;
}

if (process.argv[1] === import.meta.filename) {
  const [url = "", name] = process.argv.slice(2);
  const question = questions.find((candidate) => candidate.name === name);
  if (!question) throw new Error(`There is no question "${name}".`);

  await using ours = await openOurs(url);
  const start = performance.now();
  await ours.answer(question);
  process.send?.(performance.now() - start);
}
