import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";

const renewAfterMs = 500;

/**
 * Watches over a lease: when its connection ends, `renew` is called until it gives a new one.
 * `letGo` ends the watch and gives the lease as it is then, perhaps one whose connection has ended.
 */
export function keepLease(first: Client, renew: () => Promise<Client>): { letGo: () => Promise<Client> } {
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
      await sleep(renewAfterMs, undefined, { ref: false, signal: released.signal }).catch(() => {});
      const lease = released.signal.aborted ? null : await renew().catch(() => null);
      if (lease) return watch(lease);
    }
    return lost;
  }

  watch(first);
  return {
    letGo: () => {
      released.abort();
      return current;
    },
  };
}
