import type { FoundApiKey } from "@admin-events/core/access";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { toLimitKey } from "../http/client-address.ts";

/** An API key, or an end user with a token. */
type LimitedSender = Pick<FoundApiKey, "id" | "kind"> | { kind: "user"; id: string };

/**
 * Rate limits of everything that an API key or an end user may send, over `/ingest`, HTTP and WebSocket together. Each function returns
 * the seconds until the next attempt if the limit is exceeded, otherwise null.
 */
export interface SenderLimits {
  /** Counts the items of a request; a request without items counts as one. */
  countItems: (sender: LimitedSender, address: string, items: number) => Promise<number | null>;
  /** Counts a key that is unknown or revoked. Valid keys are not held up by others behind the same address. */
  countWrongKey: (address: string) => Promise<number | null>;
}

const WINDOW_SECONDS = 10;
const MAX_ITEMS_PER_SECRET_KEY = 500_000;
const MAX_ITEMS_PER_PUBLIC_KEY = 100_000;
/** Anybody has a public key, so that one address must not use up what its visitors share. */
const MAX_ITEMS_PER_PUBLIC_KEY_AND_ADDRESS = 5_000;
const MAX_WRONG_KEYS_PER_MINUTE = 100;

export function createSenderLimits(): SenderLimits {
  const bySecretKey = new RateLimiterMemory({ points: MAX_ITEMS_PER_SECRET_KEY, duration: WINDOW_SECONDS });
  const byPublicKey = new RateLimiterMemory({ points: MAX_ITEMS_PER_PUBLIC_KEY, duration: WINDOW_SECONDS });
  const byPublicKeyAndAddress = new RateLimiterMemory({
    points: MAX_ITEMS_PER_PUBLIC_KEY_AND_ADDRESS,
    duration: WINDOW_SECONDS,
  });
  const wrongKeys = new RateLimiterMemory({ points: MAX_WRONG_KEYS_PER_MINUTE, duration: 60 });

  return {
    async countItems({ id, kind }, address, items) {
      const points = Math.max(1, items);
      if (kind === "user") return consume(byPublicKeyAndAddress, `user ${id}`, points);
      if (kind === "secret") return consume(bySecretKey, id, points);

      const wait = await consume(byPublicKeyAndAddress, `${id} ${toLimitKey(address)}`, points);
      return wait ?? consume(byPublicKey, id, points);
    },
    countWrongKey: (address) => consume(wrongKeys, toLimitKey(address), 1),
  };
}

async function consume(limiter: RateLimiterMemory, key: string | number, points: number) {
  try {
    await limiter.consume(key, points);
    return null;
  } catch (rejection) {
    if (!(rejection instanceof RateLimiterRes)) throw rejection;
    return Math.ceil(rejection.msBeforeNext / 1000);
  }
}
