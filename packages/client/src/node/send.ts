import type { Send } from "../delivery/post.ts";
import { endpointOf, readAnswer, unanswered, writeBody } from "../delivery/post.ts";

/** The transport of servers: the key stands in a header. */
export function createSend(url: string, key: string): Send {
  const endpoint = endpointOf(url);
  const headers = { authorization: `Bearer ${key}`, "content-type": "text/plain;charset=UTF-8" };

  return (events, signal) =>
    fetch(endpoint, { method: "POST", headers, body: writeBody({}, events), signal })
      .then(readAnswer)
      .catch(unanswered);
}
