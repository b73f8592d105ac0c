import type { Feed } from "@admin-events/core/events";
import { TRPCError } from "@trpc/server";

/** The feed as one connection sees it: with room for so many listeners at a time. */
export function limitListeners(feed: Feed, most: number): Feed {
  const listening = new Set<object>();

  return {
    ...feed,
    listen(listener) {
      if (listening.size >= most) {
        throw new TRPCError({
          code: "TOO_MANY_REQUESTS",
          message: `A connection may have ${most} subscriptions; end one before you start another.`,
        });
      }

      const place = {};
      const stop = feed.listen(listener);
      listening.add(place);

      return () => {
        listening.delete(place);
        stop();
      };
    },
  };
}
