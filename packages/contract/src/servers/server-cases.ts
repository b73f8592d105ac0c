import type { CaseAnswer, CaseRequest, ServerCase } from "./server-case.ts";

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

const batch = (...events: unknown[]): CaseRequest => ({ body: { sentAt: "$now", events } });
const ok = (...results: NonNullable<CaseAnswer["results"]>): CaseAnswer => ({ status: 200, results });

const refuses = (title: string, request: CaseRequest, status: number, code: string): ServerCase => ({
  title: `refuses ${title} with ${status}`,
  steps: [[request, { status, code }]],
});

/** What every server has to do right, by plain HTTP. */
export const serverCases: readonly ServerCase[] = [
  {
    title: "answers each event in the order sent",
    steps: [[batch(event("$1"), event("$2")), ok("ok", "ok")]],
  },
  { title: "takes an empty batch", steps: [[batch(), ok()]] },
  {
    title: "knows an event that comes again, in the same batch and in a later one",
    steps: [
      [batch(event("$1"), event("$1")), ok("ok", "duplicate")],
      [batch(event("$1"), event("$2")), ok("duplicate", "ok")],
    ],
  },
  {
    title: "takes the key in the body",
    steps: [[{ ...batch(event("$1")), key: "body" }, ok("ok")]],
  },
  {
    title: "takes JSON as text/plain and as application/json",
    steps: [
      [{ ...batch(event("$1")), headers: { "content-type": "text/plain;charset=UTF-8" } }, ok("ok")],
      [{ ...batch(event("$2")), headers: { "content-type": "application/json" } }, ok("ok")],
    ],
  },
  {
    title: "takes a compressed body, whether a header says so or not",
    steps: [
      [{ ...batch(event("$1")), gzip: "told" }, ok("ok")],
      [{ ...batch(event("$2")), gzip: "untold" }, ok("ok")],
    ],
  },
  {
    title: "lets one bad event of a hundred cost only itself",
    steps: [
      [
        batch(
          ...Array.from({ length: 60 }, (_, index) => event(`$${index + 1}`)),
          event("$100", { name: "No Name" }),
          ...Array.from({ length: 39 }, (_, index) => event(`$${index + 61}`)),
        ),
        ok(["ok", 60], "drop", ["ok", 39]),
      ],
    ],
  },
  {
    title: "drops what is no event, and what has no UUID of version 7 or no readable time",
    steps: [
      [
        batch(null, "event", event("42"), event("$1", { timestamp: "yesterday" }), event("$2")),
        ok(["drop", 4], "ok"),
      ],
    ],
  },
  {
    title: "stores what holds characters that its database cannot",
    steps: [[batch(event("$1", { metadata: { text: "a\u0000b\ud800c" } })), ok("ok")]],
  },
  {
    title: "warns of a time that lies in the future",
    steps: [[batch(event("$1", { timestamp: "$tomorrow" })), ok("warning")]],
  },
  {
    title: "takes users, visitors and groups beside events",
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
          { type: "unheard_of", id: "$6", timestamp: "$now" },
        ),
        ok(["ok", 5], "drop"),
      ],
    ],
  },
  {
    title: "takes page views and heartbeats of a session, and knows a page view that comes again",
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
        ok(["ok", 2], "drop"),
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
        ok("duplicate"),
      ],
    ],
  },
  {
    title: "takes the requests that an application answers from its server",
    only: "secret",
    steps: [[batch(request("$1")), ok("ok")]],
  },
  {
    title: "drops requests that a page says an application answered",
    only: "public",
    steps: [[batch(request("$1"), event("$2")), ok("drop", "ok")]],
  },
  {
    title: "drops what names a user by a wrong signature",
    only: "public",
    steps: [
      [
        batch(event("$1", { userId: "contract-$1", signature: "0".repeat(64) }), event("$2")),
        ok("drop", "ok"),
      ],
    ],
  },
  {
    ...refuses(
      "a secret key in a browser",
      { ...batch(event("$1")), headers: { origin: "https://somewhere.example" } },
      403,
      "FORBIDDEN",
    ),
    only: "secret",
  },
  refuses("a batch without a key", { ...batch(event("$1")), key: "none" }, 401, "UNAUTHORIZED"),
  refuses("an unknown key", { ...batch(event("$1")), key: "unknown" }, 401, "UNAUTHORIZED"),
  refuses("what is no JSON", { raw: { text: "events=1" } }, 400, "MALFORMED"),
  refuses("JSON that is no batch", { body: [1, 2] }, 400, "MALFORMED"),
  refuses(
    "what only says to be compressed",
    { raw: { text: "{}" }, headers: { "content-encoding": "gzip" } },
    400,
    "MALFORMED",
  ),
  refuses(
    "another compression",
    { raw: { text: "{}" }, headers: { "content-encoding": "br" } },
    415,
    "UNSUPPORTED_CONTENT",
  ),
  refuses(
    "a form",
    { raw: { text: "a=1" }, headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "UNSUPPORTED_CONTENT",
  ),
  refuses("600 KB", { raw: { text: "x", times: 600_000 } }, 413, "TOO_LARGE"),
  refuses("501 events", batch(...Array.from({ length: 501 }, () => null)), 413, "TOO_LARGE"),
  {
    title: "takes events by POST only",
    steps: [[{ method: "GET" }, { status: 405, code: "METHOD_NOT_ALLOWED" }]],
  },
];
