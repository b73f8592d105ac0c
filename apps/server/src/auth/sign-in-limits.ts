import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { toLimitKey } from "../http/client-address.ts";

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

/** Rate limits for requesting sign-in links. */
export interface SignInLimits {
  /**
   * Counts by email and address together, so that no other address can keep somebody out.
   *
   * @throws {TooManyRequestsError}
   */
  countLinkRequest: (email: string, address: string) => Promise<void>;
}

const MAX_LINK_REQUESTS = 5;
const LINK_WINDOW_SECONDS = 15 * 60;

export function createSignInLimits(): SignInLimits {
  const linkRequests = new RateLimiterMemory({ points: MAX_LINK_REQUESTS, duration: LINK_WINDOW_SECONDS });

  return {
    async countLinkRequest(email, address) {
      try {
        await linkRequests.consume(`${toLimitKey(address)} ${email}`);
      } catch (rejection) {
        if (!(rejection instanceof RateLimiterRes)) throw rejection;
        throw new TooManyRequestsError(Math.ceil(rejection.msBeforeNext / 1000));
      }
    },
  };
}
