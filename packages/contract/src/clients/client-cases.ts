import type { Action, ClientCase, Reply } from "./client-case.ts";

const track = (count: number, bytes?: number): Action => ({ do: "track", count, ...(bytes && { bytes }) });
const requests = (count: number): Action => ({ do: "await requests", count });
const flush: Action = { do: "flush" };
const close: Action = { do: "close" };
/** Longer than the longest first pause before something is sent again. */
const quiet: Action = { do: "wait", ms: 1_500 };

const sentAgain = (name: string, what: string, reply: Reply): ClientCase => ({
  name,
  title: `sends a batch again after ${what}, under the same ids`,
  actions: [track(2), flush, requests(2)],
  replies: [reply],
  requests: [
    [0, 1],
    [0, 1],
  ],
});

const droppedAfter = (status: number): ClientCase => ({
  name: `drops-after-${status}`,
  title: `drops what was refused with ${status}, and goes on with what comes next`,
  actions: [track(1), flush, quiet, track(1), flush],
  replies: [{ status }],
  requests: [[0], [1]],
});

const stopsAfter = (status: number): ClientCase => ({
  name: `stops-after-${status}`,
  title: `sends nothing more once its key was refused with ${status}`,
  actions: [track(1), flush, track(1), flush, quiet],
  replies: [{ status }],
  requests: [[0]],
});

/** What every client has to do right, in whatever language it is written. */
export const clientCases: readonly ClientCase[] = [
  {
    name: "sends-in-order",
    title: "sends what waits in one request, in order",
    actions: [track(3), flush],
    replies: [],
    requests: [[0, 1, 2]],
  },
  {
    name: "empty-flush",
    title: "sends nothing when nothing waits",
    actions: [flush, flush],
    replies: [],
    requests: [],
  },
  {
    name: "large-body",
    title: "sends a large body whole, compressed by gzip or not",
    actions: [track(3, 8_000), flush],
    replies: [],
    requests: [[0, 1, 2]],
  },
  {
    name: "one-at-a-time",
    title: "waits for an answer before it sends the next batch",
    actions: [track(2), flush, track(2), flush],
    replies: [{ results: ["ok", "ok"], delayMs: 300 }],
    requests: [
      [0, 1],
      [2, 3],
    ],
  },
  {
    name: "sends-while-closing",
    title: "sends what waits when it is closed",
    actions: [track(2), close],
    replies: [],
    requests: [[0, 1]],
  },
  {
    name: "closes-after-retry",
    title: "tries again while it is closed",
    actions: [track(2), close],
    replies: [{ status: 503 }],
    requests: [
      [0, 1],
      [0, 1],
    ],
  },
  sentAgain("again-after-408", "408", { status: 408 }),
  sentAgain("again-after-429", "429", { status: 429 }),
  sentAgain("again-after-500", "500", { status: 500 }),
  sentAgain("again-after-503", "503", { status: 503 }),
  sentAgain("again-after-hang-up", "a cut connection", "hang up"),
  sentAgain("again-after-page", "an answer that is none", "a page"),
  {
    name: "retry-after",
    title: "leaves the server alone for as long as Retry-After says, whatever is tracked meanwhile",
    actions: [track(1), flush, track(1), flush, requests(2)],
    replies: [{ status: 429, retryAfter: 2 }],
    requests: [[0], [0, 1]],
    pauseMs: 1_950,
  },
  {
    name: "partial-retry",
    title: "sends only those events of a batch again whose answer is retry",
    actions: [track(5), flush, requests(2), quiet],
    replies: [{ results: ["ok", "retry", "duplicate", "drop", "retry"] }],
    requests: [
      [0, 1, 2, 3, 4],
      [1, 4],
    ],
  },
  {
    name: "warning-is-stored",
    title: "does not send an event again that was stored with a warning",
    actions: [track(1), flush, quiet],
    replies: [{ results: ["warning"] }],
    requests: [[0]],
  },
  {
    name: "missing-result",
    title: "sends an event again that the answer says nothing of",
    actions: [track(2), flush, requests(2)],
    replies: [{ results: ["ok"] }],
    requests: [[0, 1], [1]],
  },
  {
    name: "halves-after-413",
    title: "halves a batch that is too large",
    actions: [track(4), flush, requests(3)],
    replies: [{ status: 413 }],
    requests: [
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
    ],
  },
  droppedAfter(400),
  droppedAfter(413),
  stopsAfter(401),
  stopsAfter(403),
];
