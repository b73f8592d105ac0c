import { attempt } from "../attempt.ts";
import type { Send } from "../delivery/ingest-request.ts";
import { buildBody, noResponse, readResponse, toEndpoint } from "../delivery/ingest-request.ts";

/** Browsers limit the keepalive requests that are in flight to 64 KiB in total. */
const MAX_KEEPALIVE_BYTES = 65_536;
/** Events in one request. The rest is for the envelope. */
export const MAX_BATCH_BYTES = 60_000;
const MIN_COMPRESSED_LENGTH = 2_000;

/**
 * Creates the transport of browsers. The body is sent as `text/plain` with the key inside: `application/json` or an
 * `Authorization` header would require a CORS preflight for every batch.
 */
export function createSend(url: string, key: string): Send {
  const endpoint = toEndpoint(url);

  let keepaliveBytes = 0;

  return async (events, signal, isLeaving) => {
    let bytes = 0;
    try {
      const text = buildBody({ key }, events);
      if (isLeaving && !attempt(() => "keepalive" in Request.prototype)) {
        // A beacon has no response, so the events are sent again if the page stays open.
        navigator.sendBeacon(endpoint, text);
        return noResponse("");
      }

      const body = isLeaving ? text : await compress(text);
      const size =
        typeof body === "string" ? events.reduce((sum, event) => sum + event.bytes + 1, 500) : body.size;
      // The browser would refuse a request above the limit. Without keepalive, it may still arrive.
      const keepalive = keepaliveBytes + size <= MAX_KEEPALIVE_BYTES;
      if (keepalive) keepaliveBytes += bytes = size;

      const init = { method: "POST", body, keepalive, credentials: "omit", signal } as const;
      return await readResponse(await fetch(endpoint, init));
    } catch (error) {
      return noResponse(error);
    } finally {
      keepaliveBytes -= bytes;
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
