import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { Refusal } from "./ingest-error.ts";

/** How often the door may be used. */
export interface IngestLimits {
  /** @throws {Refusal} 429 for a key that sends too often. */
  countBatch: (keyId: number) => Promise<void>;
  /** @throws {Refusal} 429 for an address that keeps trying keys. */
  countTriedKey: (address: string) => Promise<void>;
  /** Takes a try back: the key was right. */
  forgiveTriedKey: (address: string) => Promise<void>;
}

/** Generous: 500 batches a second for a key, over ten seconds; 100 wrong keys a minute for an address. */
export function createIngestLimits(): IngestLimits {
  const batches = new RateLimiterMemory({ points: 5_000, duration: 10 });
  const triedKeys = new RateLimiterMemory({ points: 100, duration: 60 });

  return {
    countBatch: (keyId) => count(batches, keyId),
    countTriedKey: (address) => count(triedKeys, address),
    async forgiveTriedKey(address) {
      await triedKeys.reward(address);
    },
  };
}

async function count(limiter: RateLimiterMemory, key: string | number): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new Refusal(429, "Too many requests. Send it again later.", Math.ceil(refusal.msBeforeNext / 1000));
  }
}
