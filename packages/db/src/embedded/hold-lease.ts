import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

const RENEW_DELAY_MS = 500;

/**
 * Keeps a lease: when its connection ends, calls `renew` until it returns a new one. `release` stops this and returns the
 * current lease, whose connection may have ended.
 */
export function holdLease(first: Client, renew: () => Promise<Client>): { release: () => Promise<Client> } {
  const released = new AbortController();
  let current = Promise.resolve(first);

  function watch(lease: Client): Client {
    lease.once("end", () => {
      if (!released.signal.aborted) current = replace(lease);
    });
    return lease;
  }

  async function replace(lost: Client): Promise<Client> {
    while (!released.signal.aborted) {
      await sleep(RENEW_DELAY_MS, undefined, { ref: false, signal: released.signal }).catch(() => {});
      const lease = released.signal.aborted ? null : await renew().catch(() => null);
      if (lease) return watch(lease);
    }
    return lost;
  }

  watch(first);
  return {
    release: () => {
      released.abort();
      return current;
    },
  };
}
