import type { StoredEvent } from "../event.ts";
import type { Handler } from "./handler.ts";

/** Lets one handler work on one event. @throws what the handler throws, or a TimeoutError when its time is over. */
export async function runHandler(handler: Handler, event: StoredEvent): Promise<void> {
  const signal = AbortSignal.timeout(handler.timeout);
  const { promise: timeOver, reject } = Promise.withResolvers<never>();
  const onTimeOver = () =>
    reject(new Error(`The handler "${handler.name}" took longer than ${handler.timeout} ms.`));
  signal.addEventListener("abort", onTimeOver);

  try {
    await Promise.race([Promise.resolve().then(() => handler.handle(event, { signal })), timeOver]);
  } finally {
    signal.removeEventListener("abort", onTimeOver);
  }
}
