import type { Send } from "../delivery/ingest-request.ts";
import { buildBody, noResponse, readResponse, toEndpoint } from "../delivery/ingest-request.ts";

/** Browsers limit keepalive requests to 64 KiB. The rest is for the envelope. */
export const MAX_KEEPALIVE_BYTES = 60_000;
const MIN_COMPRESSED_LENGTH = 2_000;

/**
 * Creates the transport of browsers. The body is sent as `text/plain` with the key inside: `application/json` or an
 * `Authorization` header would require a CORS preflight for every batch.
 */
export function createSend(url: string, key: string): Send {
  const endpoint = toEndpoint(url);

  return async (events, signal, isLeaving) => {
    const body = buildBody({ key }, events);
    try {
      if (isLeaving && !("keepalive" in Request.prototype)) {
        // A beacon has no response, so the events are sent again if the page stays open.
        navigator.sendBeacon(endpoint, body);
        return noResponse("");
      }

      return await readResponse(
        await fetch(endpoint, {
          method: "POST",
          body: isLeaving ? body : await compress(body),
          // Only an event that is alone in its batch can be larger.
          keepalive: events[0]!.bytes <= MAX_KEEPALIVE_BYTES,
          credentials: "omit",
          signal,
        }),
      );
    } catch (error) {
      return noResponse(error);
    }
  };
}

/**
 * Compresses a large body if the browser supports it. `Content-Encoding` would require a CORS preflight, so the server
 * detects gzip by its first bytes.
 */
async function compress(text: string): Promise<string | Blob> {
  if (text.length < MIN_COMPRESSED_LENGTH) return text;

  try {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
    return await new Response(stream, { headers: { "content-type": "text/plain" } }).blob();
  } catch {
    return text;
  }
}
