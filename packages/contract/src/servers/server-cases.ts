import type { ExpectedItem, ExpectedResponse, ServerCase, ServerRequest } from "./server-case.ts";

const event = (id: string, details: object = {}) => ({
  id,
  name: "$event",
  timestamp: "$now",
  ...details,
});

const request = (id: string) => ({
  type: "request",
  id,
  method: "GET",
  route: "/contract/:id",
  status: 200,
  durationMs: 12,
  timestamp: "$now",
});

const stored: ExpectedItem = { status: "stored", duplicate: false, hasWarnings: false };
const duplicate: ExpectedItem = { status: "stored", duplicate: true, hasWarnings: false };
const warned: ExpectedItem = { status: "stored", duplicate: false, hasWarnings: true };
const rejected: ExpectedItem = { status: "rejected", hasReason: true };

const batch = (...events: unknown[]): ServerRequest => ({ body: { sentAt: "$now", events } });
const ok = (...results: NonNullable<ExpectedResponse["results"]>): ExpectedResponse => ({
  status: 200,
  results,
});

const rejects = (title: string, request: ServerRequest, status: number, code: string): ServerCase => ({
  title: `rejects ${title} with ${status}`,
  steps: [[request, { status, code }]],
});

/** Requirements for servers. */
export const serverCases: readonly ServerCase[] = [
  {
    title: "returns one result per event, in order",
    steps: [[batch(event("$1"), event("$2")), ok(stored, stored)]],
  },
  { title: "accepts an empty batch", steps: [[batch(), ok()]] },
  {
    title: "detects duplicate events in the same batch and in a later one",
    steps: [
      [batch(event("$1"), event("$1")), ok(stored, duplicate)],
      [batch(event("$1"), event("$2")), ok(duplicate, stored)],
    ],
  },
  {
    title: "accepts the key in the body",
    steps: [[{ ...batch(event("$1")), key: "body" }, ok(stored)]],
  },
  {
    title: "accepts JSON as text/plain and as application/json",
    steps: [
      [{ ...batch(event("$1")), headers: { "content-type": "text/plain;charset=UTF-8" } }, ok(stored)],
      [{ ...batch(event("$2")), headers: { "content-type": "application/json" } }, ok(stored)],
    ],
  },
  {
    title: "accepts a gzip body with and without Content-Encoding",
    steps: [
      [{ ...batch(event("$1")), gzip: "with header" }, ok(stored)],
      [{ ...batch(event("$2")), gzip: "without header" }, ok(stored)],
    ],
  },
  {
    title: "rejects one invalid event and stores the other 99",
    steps: [
      [
        batch(
          ...Array.from({ length: 60 }, (_, index) => event(`$${index + 1}`)),
          event("$100", { name: "No Name" }),
          ...Array.from({ length: 39 }, (_, index) => event(`$${index + 61}`)),
        ),
        ok([stored, 60], rejected, [stored, 39]),
      ],
    ],
  },
  {
    title: "rejects invalid items and events without a UUIDv7 or a valid timestamp",
    steps: [
      [
        batch(null, "event", event("42"), event("$1", { timestamp: "yesterday" }), event("$2")),
        ok([rejected, 4], stored),
      ],
    ],
  },
  {
    title: "stores events with NUL characters and unpaired surrogates, with a warning",
    steps: [[batch(event("$1", { metadata: { text: "a\u0000b\ud800c" } })), ok(warned)]],
  },
  {
    title: "returns a warning for a timestamp in the future",
    steps: [[batch(event("$1", { timestamp: "$tomorrow" })), ok(warned)]],
  },
  {
    title: "accepts identify, group and alias items together with events",
    steps: [
      [
        batch(
          event("$1", { userId: "contract-$1", sessionId: "contract" }),
          event("$2", { anonymousId: "contract-$2" }),
          {
            type: "identify",
            id: "$3",
            userId: "contract-$1",
            anonymousId: "contract-$2",
            timestamp: "$now",
          },
          {
            type: "group",
            id: "$4",
            groupType: "contract",
            groupId: "$1",
            traits: { seats: 3 },
            timestamp: "$now",
          },
          {
            type: "alias",
            id: "$5",
            userId: "contract-$1",
            previousId: "contract-$3",
            timestamp: "$now",
          },
          { type: "unknown", id: "$6", timestamp: "$now" },
        ),
        ok([stored, 5], rejected),
      ],
    ],
  },
  {
    title: "accepts page views and heartbeats of a session, and detects duplicate page views",
    steps: [
      [
        batch(
          {
            type: "page",
            id: "$1",
            path: "/contract",
            sessionId: "$2",
            anonymousId: "contract-$3",
            timestamp: "$now",
          },
          {
            type: "heartbeat",
            id: "$4",
            sessionId: "$2",
            pageId: "$1",
            activeMs: 2_000,
            anonymousId: "contract-$3",
            timestamp: "$now",
          },
          { type: "page", id: "$5", path: "/contract", timestamp: "$now" },
        ),
        ok([stored, 2], rejected),
      ],
      [
        batch({
          type: "page",
          id: "$1",
          path: "/contract",
          sessionId: "$2",
          anonymousId: "contract-$3",
          timestamp: "$now",
        }),
        ok(duplicate),
      ],
    ],
  },
  {
    title: "accepts request items with a secret key",
    only: "secret",
    steps: [[batch(request("$1")), ok(stored)]],
  },
  {
    title: "rejects request items with a public key",
    only: "public",
    steps: [[batch(request("$1"), event("$2")), ok(rejected, stored)]],
  },
  {
    title: "rejects events with an invalid user signature",
    only: "public",
    steps: [
      [
        batch(event("$1", { userId: "contract-$1", signature: "0".repeat(64) }), event("$2")),
        ok(rejected, stored),
      ],
    ],
  },
  {
    ...rejects(
      "a secret key sent by a browser",
      { ...batch(event("$1")), headers: { origin: "https://somewhere.example" } },
      403,
      "FORBIDDEN",
    ),
    only: "secret",
  },
  rejects("a batch without a key", { ...batch(event("$1")), key: "none" }, 401, "UNAUTHORIZED"),
  rejects("an unknown key", { ...batch(event("$1")), key: "unknown" }, 401, "UNAUTHORIZED"),
  rejects("a body that is not JSON", { raw: { text: "events=1" } }, 400, "MALFORMED"),
  rejects("JSON that is not a batch", { body: [1, 2] }, 400, "MALFORMED"),
  rejects(
    "an uncompressed body with Content-Encoding gzip",
    { raw: { text: "{}" }, headers: { "content-encoding": "gzip" } },
    400,
    "MALFORMED",
  ),
  rejects(
    "an unsupported Content-Encoding",
    { raw: { text: "{}" }, headers: { "content-encoding": "br" } },
    415,
    "UNSUPPORTED_CONTENT",
  ),
  rejects(
    "form data",
    { raw: { text: "a=1" }, headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "UNSUPPORTED_CONTENT",
  ),
  rejects("a body of 600 KB", { raw: { text: "x", times: 600_000 } }, 413, "TOO_LARGE"),
  rejects("a batch of 501 events", batch(...Array.from({ length: 501 }, () => null)), 413, "TOO_LARGE"),
  {
    title: "accepts only POST",
    steps: [[{ method: "GET" }, { status: 405, code: "METHOD_NOT_ALLOWED" }]],
  },
];
