/** An input that `track()` refuses, in SQL with this code and message, and in TypeScript with this message. */
export interface TrackRefusal {
  name?: string;
  options?: unknown;
  /** https://www.postgresql.org/docs/current/errcodes-appendix.html */
  code: "22023" | "22007" | "54000";
  message: string;
}

const NAME = "must be lowercase words joined by dots, like user.signed_up";
const TIME = "timestamp: must be an ISO 8601 time in the years 1970 to 2199, like 2026-03-03T10:00:00.000Z";
const KEY = "keys must not contain quotes, backslashes or control characters; rename the key";
const OPTIONS =
  "the options are id, timestamp, userId, anonymousId, sessionId, actorRole, resourceType, resourceId, targetId, module, mode, metadata";

const invalid = (options: unknown, message: string): TrackRefusal => ({ options, code: "22023", message });
const tooLarge = (options: unknown, message: string): TrackRefusal => ({ options, code: "54000", message });

/** Every kind of refusal that needs no catalog. */
export const trackRefusals: readonly TrackRefusal[] = [
  ...["signup", "User.signed_up", "user.signed-up", "user.", "a..b", "2fa.used", "", "user.signed_up\n"].map(
    (name): TrackRefusal => ({ name, code: "22023", message: `name: ${JSON.stringify(name)} ${NAME}` }),
  ),
  {
    name: `user.${"x".repeat(196)}`,
    code: "54000",
    message: "name: must have at most 200 characters",
  },

  ...[[], "text", 5, true].map((options) => invalid(options, "options: must be an object")),
  invalid({ userid: "u_1" }, `userid: is not an option; ${OPTIONS}`),
  invalid({ name: "user.signed_up" }, `name: is not an option; ${OPTIONS}`),
  invalid({ sentAt: "2026-03-03T10:00:00Z" }, `sentAt: is not an option; ${OPTIONS}`),

  ...["id", "timestamp", "userId", "anonymousId", "sessionId", "actorRole", "resourceId", "mode"].map(
    (option) => invalid({ [option]: 5 }, `${option}: must be a string`),
  ),
  invalid({ userId: { id: "u_1" } }, "userId: must be a string"),
  invalid({ targetId: ["u_1"] }, "targetId: must be a string"),

  ...["userId", "anonymousId", "sessionId", "resourceId", "targetId"].map((option) =>
    tooLarge({ [option]: "x".repeat(201) }, `${option}: must have at most 200 characters`),
  ),
  // JavaScript counts each of these characters twice.
  tooLarge({ userId: "🎉".repeat(101) }, "userId: must have at most 200 characters"),
  invalid(
    { userId: "anonymous:v_1" },
    'userId: must not begin with "anonymous:"; send visitors as anonymousId',
  ),
  invalid(
    { userId: " anonymous:v_1" },
    'userId: must not begin with "anonymous:"; send visitors as anonymousId',
  ),

  ...["42", "4a1c0000-0000-4000-8000-000000000000", "019a0000-0000-7000-8000-00000000000g"].map((id) =>
    invalid({ id }, "id: must be a UUID of version 7"),
  ),

  ...[
    "yesterday",
    "",
    "2026-02-29T10:00:00Z",
    "2026-13-01",
    "2026-00-01",
    "2026-01-00",
    "2026-03-03T24:00:00Z",
    "2026-03-03T10:60:00Z",
    "2026-03-03T10:00:61Z",
    "2026-03-03T10:00:60Z",
    "2026-03-03T10:00:00+24:00",
    "2026-03-03T10:00:00 UTC",
    "1969-12-31T23:59:59Z",
    "2200-01-01T00:00:00Z",
    "2199-12-31T23:59:59-01:00",
    "infinity",
    "now",
  ].map((timestamp): TrackRefusal => ({ options: { timestamp }, code: "22007", message: TIME })),

  ...["text", 5, [1], true].map((metadata) => invalid({ metadata }, "metadata: must be an object")),
  invalid({ metadata: { 'a"b': 1 } }, `metadata.a"b: ${KEY}`),
  invalid({ metadata: { a: { "b\\c": 1 } } }, `metadata.a.b\\c: ${KEY}`),
  invalid({ metadata: { list: [{ ok: 1 }, { "line\nbreak": 1 }] } }, `metadata.list.1.line�break: ${KEY}`),
  invalid({ metadata: { "\u0085": 1 } }, `metadata.�: ${KEY}`),
  tooLarge({ metadata: { text: "x".repeat(262_144) } }, "metadata: must have at most 262144 bytes as JSON"),
];

/** Inputs that both accept, at the edge of what they refuse. */
export const acceptedTracks: readonly { name?: string; options?: unknown }[] = [
  {},
  { name: `user.${"x".repeat(195)}` },
  { name: "post.comment.2_liked" },
  { options: {} },
  { options: { id: null, timestamp: null, userId: null, mode: null, metadata: null } },
  { options: { id: "", userId: "", anonymousId: " " } },
  { options: { id: "019A0000-0000-7000-8000-00000000000F" } },
  { options: { userId: "x".repeat(200), anonymousId: "🎉".repeat(100) } },
  { options: { userId: "undefined", targetId: "null" } },
  { options: { actorRole: "x".repeat(300), resourceType: "y".repeat(300), module: "z", mode: "auto" } },
  ...[
    "2026-03-03",
    "2026-03-03 10:00",
    "2026-03-03T10:00",
    "2026-03-03T10:00:00.123456789Z",
    "2026-03-03t10:00:00,5+0530",
    "2026-03-03T10:00:00-08",
    "2024-02-29T23:59:59Z",
    "2016-12-31T23:59:60Z",
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:00:00-01:00",
    "2199-12-31T23:59:59Z",
  ].map((timestamp) => ({ options: { timestamp } })),
  { options: { metadata: {} } },
  { options: { metadata: { text: "x".repeat(100_000), deep: [[[[[[[[1]]]]]]]], "c\u00e9": 'a"b\\c\n' } } },
  {
    options: {
      metadata: Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`key${index}`, index])),
    },
  },
];
