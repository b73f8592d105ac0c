const MAX_UNAUTHENTICATED = 1_000;
const MAX_UNAUTHENTICATED_PER_ADDRESS = 50;

/** Limits unauthenticated WebSocket connections, per address and in total. */
export interface ConnectionLimit {
  /** Reserves a slot. Returns the function that releases it, or null when the limit is reached. */
  acquire: (address: string) => (() => void) | null;
}

export function createConnectionLimit(): ConnectionLimit {
  const countByAddress = new Map<string, number>();
  let total = 0;

  function add(address: string, delta: 1 | -1): void {
    const count = (countByAddress.get(address) ?? 0) + delta;
    total += delta;
    if (count === 0) countByAddress.delete(address);
    else countByAddress.set(address, count);
  }

  return {
    acquire(address) {
      const isFull =
        total >= MAX_UNAUTHENTICATED || (countByAddress.get(address) ?? 0) >= MAX_UNAUTHENTICATED_PER_ADDRESS;
      if (isFull) return null;

      add(address, 1);
      let isReleased = false;
      return () => {
        if (!isReleased) add(address, -1);
        isReleased = true;
      };
    },
  };
}
