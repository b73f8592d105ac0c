import type { Send } from "../delivery/post.ts";
import { endpointOf, readAnswer, unanswered, writeBody } from "../delivery/post.ts";
import { gzipped } from "./gzipped.ts";

/** How many bytes of requests a browser lets outlive their page is 64 KiB; the rest is left for the envelope. */
export const keepaliveBytes = 60_000;

/**
 * The transport of browsers: a text, which `fetch` calls `text/plain`, and the key within it. JSON by its name or a
 * header for the key would cost a CORS preflight before every batch.
 */
export function createSend(url: string, key: string): Send {
  const endpoint = endpointOf(url);

  return async (events, signal, isLeaving) => {
    const body = writeBody({ key }, events);
    try {
      if (isLeaving && !("keepalive" in Request.prototype)) {
        // It answers nothing, so the events are sent again unless the page is really gone.
        navigator.sendBeacon(endpoint, body);
        return unanswered("");
      }

      return await readAnswer(
        await fetch(endpoint, {
          method: "POST",
          body: isLeaving ? body : await gzipped(body),
          // Only an event that is alone in its batch may be larger.
          keepalive: events[0]!.bytes <= keepaliveBytes,
          credentials: "omit",
          signal,
        }),
      );
    } catch (error) {
      return unanswered(error);
    }
  };
}
