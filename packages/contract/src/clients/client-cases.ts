import type { ItemOutcome } from "../item-result.ts";
import type { Action, ClientCase, Reply } from "./client-case.ts";

const track = (count: number, bytes?: number): Action => ({ do: "track", count, ...(bytes && { bytes }) });
const requests = (count: number): Action => ({ do: "await requests", count });
const flush: Action = { do: "flush" };
const close: Action = { do: "close" };
/** Longer than the first retry delay. */
const wait: Action = { do: "wait", ms: 1_500 };

const stored: ItemOutcome = { status: "stored", duplicate: false, warnings: [] };
const duplicate: ItemOutcome = { status: "stored", duplicate: true, warnings: [] };
const warned: ItemOutcome = { status: "stored", duplicate: false, warnings: ["Contract case: warning."] };
const rejected: ItemOutcome = { status: "rejected", path: null, reason: "Contract case: rejected." };
const failed: ItemOutcome = { status: "failed", reason: "Contract case: failed." };

const retries = (name: string, failure: string, reply: Reply): ClientCase => ({
  name,
  title: `sends a batch again with the same ids after ${failure}`,
  actions: [track(2), flush, requests(2)],
  replies: [reply],
  requests: [
    [0, 1],
    [0, 1],
  ],
});

const dropsAfter = (status: number): ClientCase => ({
  name: `drops-after-${status}`,
  title: `drops a batch rejected with ${status} and continues with the next one`,
  actions: [track(1), flush, wait, track(1), flush],
  replies: [{ status }],
  requests: [[0], [1]],
});

const stopsAfter = (status: number): ClientCase => ({
  name: `stops-after-${status}`,
  title: `stops sending after its key is rejected with ${status}`,
  actions: [track(1), flush, track(1), flush, wait],
  replies: [{ status }],
  requests: [[0]],
});

/** Requirements for clients in any language. */
export const clientCases: readonly ClientCase[] = [
  {
    name: "sends-in-order",
    title: "sends all queued events in one request, in order",
    actions: [track(3), flush],
    replies: [],
    requests: [[0, 1, 2]],
  },
  {
    name: "empty-flush",
    title: "sends no request if the queue is empty",
    actions: [flush, flush],
    replies: [],
    requests: [],
  },
  {
    name: "large-body",
    title: "sends a large body, with or without gzip",
    actions: [track(3, 8_000), flush],
    replies: [],
    requests: [[0, 1, 2]],
  },
  {
    name: "one-at-a-time",
    title: "waits for the response before it sends the next batch",
    actions: [track(2), flush, track(2), flush],
    replies: [{ results: [stored, stored], delayMs: 300 }],
    requests: [
      [0, 1],
      [2, 3],
    ],
  },
  {
    name: "sends-while-closing",
    title: "sends queued events when it is closed",
    actions: [track(2), close],
    replies: [],
    requests: [[0, 1]],
  },
  {
    name: "closes-after-retry",
    title: "retries a failed request while closing",
    actions: [track(2), close],
    replies: [{ status: 503 }],
    requests: [
      [0, 1],
      [0, 1],
    ],
  },
  retries("again-after-408", "408", { status: 408 }),
  retries("again-after-429", "429", { status: 429 }),
  retries("again-after-500", "500", { status: 500 }),
  retries("again-after-503", "503", { status: 503 }),
  retries("again-after-closed-connection", "a closed connection", "close connection"),
  retries("again-after-html", "an HTML response", "html page"),
  {
    name: "retry-after",
    title: "waits for Retry-After, even if events are tracked meanwhile",
    actions: [track(1), flush, track(1), flush, requests(2)],
    replies: [{ status: 429, retryAfter: 2 }],
    requests: [[0], [0, 1]],
    pauseMs: 1_950,
  },
  {
    name: "partial-retry",
    title: "sends only the events with the status failed again",
    actions: [track(5), flush, requests(2), wait],
    replies: [{ results: [stored, failed, duplicate, rejected, failed] }],
    requests: [
      [0, 1, 2, 3, 4],
      [1, 4],
    ],
  },
  {
    name: "warning-is-stored",
    title: "does not resend an event that is stored with a warning",
    actions: [track(1), flush, wait],
    replies: [{ results: [warned] }],
    requests: [[0]],
  },
  {
    name: "missing-result",
    title: "sends an event again if its result is missing",
    actions: [track(2), flush, requests(2)],
    replies: [{ results: [stored] }],
    requests: [[0, 1], [1]],
  },
  {
    name: "halves-after-413",
    title: "halves a batch after 413",
    actions: [track(4), flush, requests(3)],
    replies: [{ status: 413 }],
    requests: [
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
    ],
  },
  dropsAfter(400),
  dropsAfter(413),
  stopsAfter(401),
  stopsAfter(403),
];
