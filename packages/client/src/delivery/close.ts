import type { ClosingReport } from "../types.ts";
import type { Delivery } from "./delivery.ts";

/** Accepts no more events, keeps trying for at most `timeoutMs`, and answers what became of those that waited. */
export async function close(delivery: Delivery, timeoutMs: number): Promise<ClosingReport> {
  const timeIsOver = Promise.withResolvers<void>();
  const deadline = setTimeout(timeIsOver.resolve, timeoutMs);
  let pause: typeof deadline | undefined;

  async function drain(): Promise<void> {
    while ((await delivery.flush()).waiting > 0 && !delivery.isOver()) {
      await new Promise((resolve) => {
        pause = setTimeout(resolve, delivery.pausedMs());
      });
    }
  }

  delivery.refuse();
  await Promise.race([drain(), timeIsOver.promise]);
  clearTimeout(deadline);
  clearTimeout(pause);

  return delivery.end(true);
}
