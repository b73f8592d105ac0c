import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Somebody asked too often. The message is a sentence for the asker. */
export class TooManyRequests extends Error {
  override readonly name = "TooManyRequests";
  readonly code = "TOO_MANY_REQUESTS";
  /** In how many seconds to ask again. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    const minutes = Math.ceil(retryAfter / 60);
    super(`That was too often. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`);
    this.retryAfter = retryAfter;
  }
}

/** How often sign-in links may be asked for and followed. */
export interface SignInLimits {
  /** @throws {TooManyRequests} */
  countRequest: (email: string, address: string) => Promise<void>;
  /** @throws {TooManyRequests} */
  countVisit: (address: string) => Promise<void>;
}

const SLOT_MS = 15 * 60;

export function createSignInLimits(): SignInLimits {
  const requestsByEmail = new RateLimiterMemory({ points: 5, duration: SLOT_MS });
  const requestsByAddress = new RateLimiterMemory({ points: 20, duration: SLOT_MS });
  const visitsByAddress = new RateLimiterMemory({ points: 120, duration: 60 });

  return {
    async countRequest(email, address) {
      await count(requestsByAddress, address);
      await count(requestsByEmail, email);
    },
    countVisit: (address) => count(visitsByAddress, address),
  };
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooManyRequests(Math.ceil(refusal.msBeforeNext / 1000));
  }
}
