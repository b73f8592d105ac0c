import type { Capture } from "../capture.ts";
import type { WaitUntil } from "./request-context.ts";

interface WaitUntilDeps {
  /** Undefined if the process stays alive by itself. */
  getWaitUntil: () => WaitUntil | undefined;
  flush: () => Promise<unknown>;
}

/** Sends events immediately, in one batch per microtask, and passes the request's promise to the platform. */
export function withWaitUntil(capture: Capture, { getWaitUntil, flush }: WaitUntilDeps): Capture {
  let isScheduled = false;

  async function sendScheduled(): Promise<void> {
    await Promise.resolve();
    isScheduled = false;
    await flush();
  }

  return (fields) => {
    const id = capture(fields);
    const waitUntil = getWaitUntil();

    if (waitUntil && !isScheduled) {
      isScheduled = true;
      waitUntil(sendScheduled());
    }
    return id;
  };
}
