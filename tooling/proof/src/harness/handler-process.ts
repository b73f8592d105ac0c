import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** Handles every event `bench.*` durably, and notes its id in the table `proof_handled`. */
export interface HandlerProcess extends AsyncDisposable {
  /** Ends it as `kill -9` does. */
  kill: () => Promise<void>;
}

/** @param kind `with-hanging`: five more handlers get every event, and never end. */
export async function startHandlerProcess(
  databaseUrl: string,
  kind: "alone" | "with-hanging" = "alone",
): Promise<HandlerProcess> {
  const child = fork(join(import.meta.dirname, "handle-events.ts"), [databaseUrl, kind], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  await Promise.race([
    once(child, "message"),
    exited.then(() => Promise.reject(new Error("The process with the handler did not start."))),
  ]);

  return {
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
