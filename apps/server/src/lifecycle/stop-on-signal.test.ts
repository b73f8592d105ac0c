import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

test("a signal closes the server and exits with 0", async () => {
  const { code, log, closed } = await runUntilEnd(`process.kill(process.pid, "SIGTERM")`);

  expect(code).toBe(0);
  expect(closed).toBe(true);
  expect(log).toMatchObject([{ msg: "Stopping", signal: "SIGTERM" }]);
});

test.each([
  ["an unhandled rejection", `Promise.reject(new Error("lost"))`],
  ["an uncaught error", `setTimeout(() => { throw new Error("lost") })`],
])("%s is logged, closes the server and exits with 1", async (_title, trigger) => {
  const { code, log, closed } = await runUntilEnd(trigger);

  expect(code).toBe(1);
  expect(closed).toBe(true);
  expect(log).toMatchObject([{ msg: "Uncaught error, stopping", error: { message: "lost" } }]);
});

test("signals in quick succession count as one", async () => {
  const { code, closed } = await runUntilEnd(
    `process.kill(process.pid, "SIGINT"); setTimeout(() => process.kill(process.pid, "SIGINT"), 5)`,
  );

  expect([code, closed]).toEqual([0, true]);
});

test("an error during shutdown exits with 1", async () => {
  const { code, log } = await runUntilEnd(
    `Promise.reject(new Error("lost"))`,
    `throw new Error("cannot close")`,
  );

  expect(code).toBe(1);
  expect(log).toMatchObject([{ error: { message: "lost" } }, { error: { message: "cannot close" } }]);
});

/** Runs the code in a process with a server that takes a moment to close. */
async function runUntilEnd(trigger: string, closing = `process.stderr.write("closed")`) {
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
    ${trigger};`;
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
