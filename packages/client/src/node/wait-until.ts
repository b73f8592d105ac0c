import type { Capture } from "../capture.ts";
import type { WaitUntil } from "./request-context.ts";

interface Platform {
  /** Undefined where nobody has to be asked to keep the process alive. */
  waitUntil: () => WaitUntil | undefined;
  flush: () => Promise<unknown>;
}

/** Sends what is captured at once, together with what is captured right after it, and asks the platform to wait for it. */
export function withWaitUntil(capture: Capture, { waitUntil, flush }: Platform): Capture {
  let isGathering = false;

  async function sendGathered(): Promise<void> {
    await Promise.resolve();
    isGathering = false;
    await flush();
  }

  return (captured) => {
    const id = capture(captured);
    const wait = waitUntil();

    if (wait && !isGathering) {
      isGathering = true;
      wait(sendGathered());
    }
    return id;
  };
}
