import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Send } from "../delivery/ingest-request.ts";
import { buildBody, noResponse, readResponse, toEndpoint } from "../delivery/ingest-request.ts";

const compress = promisify(gzip);
const MIN_COMPRESSED_LENGTH = 2_000;
/** Higher levels cost more CPU, and JSON of events shrinks to about a fifth at any level. */
const GZIP_OPTIONS = { level: constants.Z_BEST_SPEED };

/** Creates the transport of servers: the key in a header, large bodies compressed. */
export function createSend(url: string, key: string): Send {
  const endpoint = toEndpoint(url);
  const headers = { authorization: `Bearer ${key}`, "content-type": "text/plain;charset=UTF-8" };

  return async (events, signal) => {
    try {
      const text = buildBody({}, events);
      const request =
        text.length < MIN_COMPRESSED_LENGTH
          ? { headers, body: text }
          : {
              headers: { ...headers, "content-encoding": "gzip" },
              body: await compress(text, GZIP_OPTIONS),
            };

      return await readResponse(await fetch(endpoint, { method: "POST", signal, ...request }));
    } catch (error) {
      return noResponse(error);
    }
  };
}
