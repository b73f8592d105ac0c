import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import type { Send } from "../delivery/post.ts";
import { endpointOf, readAnswer, unanswered, writeBody } from "../delivery/post.ts";

const compress = promisify(gzip);
const worthItFrom = 2_000;
/** Quick is better than small: JSON of events shrinks to a fifth either way. */
const quickly = { level: constants.Z_BEST_SPEED };

/** The transport of servers: the key stands in a header, and a large body is compressed. */
export function createSend(url: string, key: string): Send {
  const endpoint = endpointOf(url);
  const headers = { authorization: `Bearer ${key}`, "content-type": "text/plain;charset=UTF-8" };

  return async (events, signal) => {
    try {
      const text = writeBody({}, events);
      const request =
        text.length < worthItFrom
          ? { headers, body: text }
          : { headers: { ...headers, "content-encoding": "gzip" }, body: await compress(text, quickly) };

      return await readAnswer(await fetch(endpoint, { method: "POST", signal, ...request }));
    } catch (error) {
      return unanswered(error);
    }
  };
}
