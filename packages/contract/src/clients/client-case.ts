/** What a client is told to do. Events are counted from 0 and carry their number as `metadata.number`. */
export type Action =
  /** Track so many events; with `bytes`, each with a text of that length as `metadata.text`. */
  | { do: "track"; count: number; bytes?: number }
  /** Send what waits, and wait for the answer. */
  | { do: "flush" }
  /** Take no more events, and send what waits. */
  | { do: "close" }
  /** Wait until the server has seen so many requests. */
  | { do: "await requests"; count: number }
  /** Do nothing for a while, to show that nothing is sent. */
  | { do: "wait"; ms: number };

/** What becomes of an event. */
export type ItemStatus = "ok" | "duplicate" | "warning" | "drop" | "retry";

/** What the server does with a request. */
export type Reply =
  /** Answers each event, in the order sent; an event without a status is left out of the answer. */
  | { results: ItemStatus[]; delayMs?: number }
  /** Refuses the request as a whole. */
  | { status: number; retryAfter?: number }
  /** Answers 200 with a page of HTML, as a network that wants a sign-in does. */
  | "a page"
  /** Cuts the connection. */
  | "hang up";

/** One thing that every client has to do right. */
export interface ClientCase {
  name: string;
  /** A sentence about the client. */
  title: string;
  actions: Action[];
  /** One for each request; whatever comes after them is taken. */
  replies: Reply[];
  /** The numbers of the events of each request, in the order sent. */
  requests: number[][];
  /** The least milliseconds between the first request and the second. */
  pauseMs?: number;
}
