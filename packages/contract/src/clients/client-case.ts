import type { ItemOutcome } from "../item-result.ts";

/** A step that the client performs. Events are numbered from 0, as `metadata.number`. */
export type Action =
  /** Track `count` events. With `bytes`, each has a text of that length as `metadata.text`. */
  | { do: "track"; count: number; bytes?: number }
  | { do: "flush" }
  /** Stop accepting events and send the queued ones. */
  | { do: "close" }
  /** Wait until the server has received `count` requests. */
  | { do: "await requests"; count: number }
  /** Wait, to show that nothing is sent meanwhile. */
  | { do: "wait"; ms: number };

/** The server's response to one request. */
export type Reply =
  /** One outcome per event, in order. An event without an outcome is missing from the response. */
  | { results: ItemOutcome[]; delayMs?: number }
  | { status: number; retryAfter?: number }
  /** 200 with HTML, like the sign-in page of a public network. */
  | "html page"
  /** A closed connection. */
  | "close connection";

/** One requirement for clients. */
export interface ClientCase {
  name: string;
  /** Completes the sentence "The client …". */
  title: string;
  actions: Action[];
  /** One reply per request. Later requests are stored. */
  replies: Reply[];
  /** The expected event numbers of each request, in order. */
  requests: number[][];
  /** Minimum time between the first and the second request. */
  pauseMs?: number;
}
