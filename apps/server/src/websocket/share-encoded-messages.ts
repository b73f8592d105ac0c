import type { LiveMessage } from "@admin-events/api";
import type { Encoder } from "@trpc/server/adapters/ws";

/** What tRPC sends of a subscription, whose number and protocol the client chose. */
interface Sent {
  id: string | number;
  jsonrpc?: string;
  result?: { type: string; data?: { data?: LiveMessage } };
}

/**
 * Encodes what many sockets are told only once: the feed gives all of them the same object, and browsers mostly number
 * their subscriptions alike. The bytes are shared too.
 */
export function shareEncoded(encoder: Encoder): Encoder {
  const encoded = new WeakMap<LiveMessage, Map<string, Buffer<ArrayBuffer>>>();

  return {
    ...encoder,
    encode(message) {
      const { id, jsonrpc, result } = message as Sent;
      const told = result?.data?.data;
      if (told?.type !== "events") return encoder.encode(message);

      const bySubscription = encoded.get(told) ?? new Map<string, Buffer<ArrayBuffer>>();
      encoded.set(told, bySubscription);
      const subscription = JSON.stringify([id, jsonrpc]);
      const bytes = bySubscription.get(subscription) ?? Buffer.from(encoder.encode(message) as string);
      bySubscription.set(subscription, bytes);

      return bytes;
    },
  };
}
