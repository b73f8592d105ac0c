import type { LiveMessage } from "@admin-events/api";
import { jsonEncoder } from "@trpc/server/adapters/ws";
import { expect, test } from "vitest";
import { shareEncodedMessages } from "./share-encoded-messages.ts";

const events: LiveMessage = { type: "events", events: [], announced: false };

function told(data: LiveMessage, { id = 1, jsonrpc = undefined as string | undefined } = {}) {
  return { id, jsonrpc, result: { type: "data", id: "5.a", data: { id: "5.a", data } } };
}

test("what many are told is encoded once, as everything else is", () => {
  const encoder = shareEncodedMessages(jsonEncoder);

  const first = encoder.encode(told(events));

  expect(encoder.encode(told(events))).toBe(first);
  expect(String(first)).toBe(JSON.stringify(told(events)));
});

test("another subscription, another protocol and other events get bytes of their own", () => {
  const encoder = shareEncodedMessages(jsonEncoder);
  const messages = [
    told(events),
    told(events, { id: 2 }),
    told(events, { jsonrpc: "2.0" }),
    told({ ...events, announced: true }),
  ];

  expect(messages.map((message) => String(encoder.encode(message)))).toEqual(
    messages.map((message) => JSON.stringify(message)),
  );
});

test("everything else is left to the encoder", () => {
  const encoder = shareEncodedMessages(jsonEncoder);

  expect(encoder.encode(told({ type: "heartbeat" }))).toBe(JSON.stringify(told({ type: "heartbeat" })));
  expect(encoder.encode({ id: 1, error: { code: -1 } })).toBe('{"id":1,"error":{"code":-1}}');
  expect(encoder.decode('{"id":1}')).toEqual({ id: 1 });
});
