const MAX_UNPROVEN = 1_000;
const MAX_UNPROVEN_PER_ADDRESS = 50;
const MAX_PER_PUBLIC_KEY = 200;
const MAX_PER_IDENTITY = 500;

/** Who a connection turned out to belong to. */
interface ConnectionOwner {
  /** Distinguishes keys, users and members. */
  id: string;
  /** Whether only the owner can have the credentials. A public key is in every page, so anyone has it. */
  isProven: boolean;
}

/** One WebSocket connection's share. */
export interface ConnectionSlot {
  /** Whether the owner may have one more connection. A proven one no longer counts for its address. */
  identify: (owner: ConnectionOwner) => boolean;
  release: () => void;
}

/** Limits WebSocket connections: per address and in total until the owner is proven, and per owner. */
export interface ConnectionLimit {
  /**
   * Reserves a slot; null when the address has all of its own. When there is none left in total, the oldest unproven connection is
   * evicted: anyone can fill every slot, but keeps nobody out who proves who they are within moments.
   */
  acquire: (address: string, evict: () => void) => ConnectionSlot | null;
}

export function createConnectionLimit(): ConnectionLimit {
  const countByAddress = createCounter();
  const countByOwner = createCounter();
  /** In the order of their arrival. */
  const unproven = new Set<() => void>();

  return {
    acquire(address, evict) {
      if (countByAddress.get(address) >= MAX_UNPROVEN_PER_ADDRESS) return null;
      const [oldest] = unproven;
      if (unproven.size >= MAX_UNPROVEN && oldest) {
        unproven.delete(oldest);
        oldest();
      }

      countByAddress.add(address, 1);
      // A function of its own, so that each connection is a different member.
      const evictThis = () => evict();
      unproven.add(evictThis);
      let hasAddress = true;
      let owner: string | null = null;

      function releaseAddress(): void {
        if (hasAddress) countByAddress.add(address, -1);
        hasAddress = false;
        unproven.delete(evictThis);
      }

      return {
        identify({ id, isProven }) {
          if (isProven) releaseAddress();
          if (countByOwner.get(id) >= (isProven ? MAX_PER_IDENTITY : MAX_PER_PUBLIC_KEY)) return false;

          countByOwner.add(id, 1);
          owner = id;
          return true;
        },
        release() {
          releaseAddress();
          if (owner !== null) countByOwner.add(owner, -1);
          owner = null;
        },
      };
    },
  };
}

function createCounter() {
  const counts = new Map<string, number>();

  return {
    get: (key: string) => counts.get(key) ?? 0,
    add(key: string, delta: 1 | -1): void {
      const count = (counts.get(key) ?? 0) + delta;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    },
  };
}
