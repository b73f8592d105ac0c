import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { IngestError } from "./ingest-error.ts";

/** Rate limits of `/ingest`. */
export interface IngestLimits {
  /** @throws {IngestError} 429 */
  countBatch: (keyId: number) => Promise<void>;
  /** @throws {IngestError} 429 */
  countKeyAttempt: (address: string) => Promise<void>;
  /** Undoes `countKeyAttempt` for a valid key. */
  refundKeyAttempt: (address: string) => Promise<void>;
}

/** 500 batches per second and key, over ten seconds; 100 invalid keys per minute and address. */
export function createIngestLimits(): IngestLimits {
  const batches = new RateLimiterMemory({ points: 5_000, duration: 10 });
  const keyAttempts = new RateLimiterMemory({ points: 100, duration: 60 });

  return {
    countBatch: (keyId) => consume(batches, keyId),
    countKeyAttempt: (address) => consume(keyAttempts, address),
    async refundKeyAttempt(address) {
      await keyAttempts.reward(address);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string | number): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    const retryAfter = Math.ceil(rejection.msBeforeNext / 1000);
    throw new IngestError(429, "Too many requests. Retry later.", retryAfter);
  }
}
