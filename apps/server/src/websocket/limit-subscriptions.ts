import type { Feed } from "@admin-events/core/events";
import { TRPCError } from "@trpc/server";

/** Wraps the feed for one connection, which may have at most `max` subscriptions at a time. */
export function limitSubscriptions(feed: Feed, max: number): Feed {
  let count = 0;

  return {
    ...feed,
    listen(listener) {
      if (count >= max) {
        throw new TRPCError({
          code: "TOO_MANY_REQUESTS",
          message: `A connection can have at most ${max} subscriptions. Stop one before you start another.`,
        });
      }

      const stop = feed.listen(listener);
      count++;
      let isStopped = false;

      return () => {
        if (!isStopped) count--;
        isStopped = true;
        stop();
      };
    },
  };
}
