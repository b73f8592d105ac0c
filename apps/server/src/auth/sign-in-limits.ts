import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Too many sign-in attempts. The message is shown to the person who signs in. */
export class TooManyRequestsError extends Error {
  override readonly name = "TooManyRequestsError";
  readonly code = "TOO_MANY_REQUESTS";
  /** In seconds. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    const minutes = Math.ceil(retryAfter / 60);
    super(`Too many attempts. Try again in ${minutes === 1 ? "1 minute" : `${minutes} minutes`}.`);
    this.retryAfter = retryAfter;
  }
}

/** Rate limits for requesting and using sign-in links. */
export interface SignInLimits {
  /** @throws {TooManyRequestsError} */
  countLinkRequest: (email: string, address: string) => Promise<void>;
  /** @throws {TooManyRequestsError} */
  countAttempt: (address: string) => Promise<void>;
}

const LINK_WINDOW_SECONDS = 15 * 60;

export function createSignInLimits(): SignInLimits {
  const linksByEmail = new RateLimiterMemory({ points: 5, duration: LINK_WINDOW_SECONDS });
  const linksByAddress = new RateLimiterMemory({ points: 20, duration: LINK_WINDOW_SECONDS });
  const attemptsByAddress = new RateLimiterMemory({ points: 120, duration: 60 });

  return {
    async countLinkRequest(email, address) {
      await consume(linksByAddress, address);
      await consume(linksByEmail, email);
    },
    countAttempt: (address) => consume(attemptsByAddress, address),
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    throw new TooManyRequestsError(Math.ceil(rejection.msBeforeNext / 1000));
  }
}
