import { fork } from "node:child_process";
import { once } from "node:events";
import { openAdminEvents } from "./engines.ts";
import { queries } from "./queries.ts";

/** Milliseconds of a query that is the first call of a fresh process. */
export async function measureColdMs(url: string, queryName: string): Promise<number> {
  const child = fork(import.meta.filename, [url, queryName]);
  const [[milliseconds]] = (await Promise.all([once(child, "message"), once(child, "exit")])) as [
    [number],
    unknown,
  ];

  return milliseconds;
}

if (process.argv[1] === import.meta.filename) {
  const [url = "", name] = process.argv.slice(2);
  const query = queries.find((candidate) => candidate.name === name);
  if (!query) throw new Error(`Query "${name}" not found.`);

  await using engine = await openAdminEvents(url);
  const start = performance.now();
  await engine.run(query);
  process.send?.(performance.now() - start);
}
