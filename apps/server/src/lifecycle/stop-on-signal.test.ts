import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

test("a signal stops the server and ends the process with 0", async () => {
  const { code, log, closed } = await runUntilEnd(`process.kill(process.pid, "SIGTERM")`);

  expect(code).toBe(0);
  expect(closed).toBe(true);
  expect(log).toMatchObject([{ msg: "SIGTERM: finishing what is under way." }]);
});

test.each([
  ["a rejection that nobody handles", `Promise.reject(new Error("lost"))`],
  ["an error that nobody catches", `setTimeout(() => { throw new Error("lost") })`],
])("%s is logged, stops the server and ends the process with 1", async (_what, accident) => {
  const { code, log, closed } = await runUntilEnd(accident);

  expect(code).toBe(1);
  expect(closed).toBe(true);
  expect(log).toMatchObject([
    { msg: "An error was not caught; the server stops.", error: { message: "lost" } },
  ]);
});

test("an error while it stops ends the process all the same", async () => {
  const { code, log } = await runUntilEnd(
    `Promise.reject(new Error("lost"))`,
    `throw new Error("cannot close")`,
  );

  expect(code).toBe(1);
  expect(log).toMatchObject([{ error: { message: "lost" } }, { error: { message: "cannot close" } }]);
});

/** Runs a process with a server that takes a moment to close, to which something happens. */
async function runUntilEnd(accident: string, closing = `process.stderr.write("closed")`) {
  const program = `
    import { createLog } from "../log.ts";
    import { stopOnSignal } from "./stop-on-signal.ts";

    const log = createLog({ development: false, logLevel: "info" });
    const close = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      ${closing};
    };
    setInterval(() => {}, 1_000);
    stopOnSignal({ close }, log);
    ${accident};`;
  const child = spawn(process.execPath, ["--input-type=module-typescript", "--eval", program], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "pipe"],
  });

  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  const log = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

  return { code, log, closed: errors === "closed" };
}
