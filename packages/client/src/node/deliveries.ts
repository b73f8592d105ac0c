import type { Delivery } from "../delivery/delivery.ts";
import type { CloseResult } from "../types.ts";

export async function flushAll(deliveries: readonly Delivery[]): Promise<{ waiting: number }> {
  const results = await Promise.all(deliveries.map((delivery) => delivery.flush()));

  return { waiting: results.reduce((sum, { waiting }) => sum + waiting, 0) };
}

export async function closeAll(deliveries: readonly Delivery[], timeoutMs: number): Promise<CloseResult> {
  const results = await Promise.all(deliveries.map((delivery) => close(delivery, timeoutMs)));

  return results.reduce((sum, { sent, dropped }) => ({
    sent: sum.sent + sent,
    dropped: sum.dropped + dropped,
  }));
}

/** Stops accepting events and keeps sending queued ones for at most `timeoutMs`. */
async function close(delivery: Delivery, timeoutMs: number): Promise<CloseResult> {
  let deadline: NodeJS.Timeout | undefined;
  const timedOut = new Promise((resolve) => {
    deadline = setTimeout(resolve, timeoutMs);
  });
  let pause: NodeJS.Timeout | undefined;

  async function drain(): Promise<void> {
    while ((await delivery.flush()).waiting > 0 && !delivery.isStopped()) {
      await new Promise((resolve) => {
        pause = setTimeout(resolve, delivery.pausedMs());
      });
    }
  }

  delivery.stopAccepting();
  await Promise.race([drain(), timedOut]);
  clearTimeout(deadline);
  clearTimeout(pause);

  return delivery.stop(true);
}
