import type { LiveMessage } from "@admin-events/api";
import { jsonEncoder } from "@trpc/server/adapters/ws";
import { expect, test } from "vitest";
import { shareEncodedMessages } from "./share-encoded-messages.ts";

const events: LiveMessage = { type: "events", events: [], announced: false };

function toMessage(data: LiveMessage, { id = 1, jsonrpc = undefined as string | undefined } = {}) {
  return { id, jsonrpc, result: { type: "data", id: "5.a", data: { id: "5.a", data } } };
}

test("a message for several subscribers is encoded once", () => {
  const encoder = shareEncodedMessages(jsonEncoder);

  const first = encoder.encode(toMessage(events));

  expect(encoder.encode(toMessage(events))).toBe(first);
  expect(String(first)).toBe(JSON.stringify(toMessage(events)));
});

test("other subscription ids, protocols and messages are encoded separately", () => {
  const encoder = shareEncodedMessages(jsonEncoder);
  const messages = [
    toMessage(events),
    toMessage(events, { id: 2 }),
    toMessage(events, { jsonrpc: "2.0" }),
    toMessage({ ...events, announced: true }),
  ];

  expect(messages.map((message) => String(encoder.encode(message)))).toEqual(
    messages.map((message) => JSON.stringify(message)),
  );
});

test("other messages are encoded as usual", () => {
  const encoder = shareEncodedMessages(jsonEncoder);

  expect(encoder.encode(toMessage({ type: "heartbeat" }))).toBe(
    JSON.stringify(toMessage({ type: "heartbeat" })),
  );
  expect(encoder.encode({ id: 1, error: { code: -1 } })).toBe('{"id":1,"error":{"code":-1}}');
  expect(encoder.decode('{"id":1}')).toEqual({ id: 1 });
});
