import type { LiveMessage } from "@admin-events/api";
import type { Encoder } from "@trpc/server/adapters/ws";

/** A subscription message of tRPC. The client chooses `id` and `jsonrpc`. */
interface SubscriptionMessage {
  id: string | number;
  jsonrpc?: string;
  result?: { type: string; data?: { data?: LiveMessage } };
}

/**
 * Encodes each `events` message once for all sockets. The feed gives every subscriber the same object, and browsers
 * mostly use the same subscription ids.
 */
export function shareEncodedMessages(encoder: Encoder): Encoder {
  const encodedByMessage = new WeakMap<LiveMessage, Map<string, Buffer<ArrayBuffer>>>();

  return {
    ...encoder,
    encode(message) {
      const { id, jsonrpc, result } = message as SubscriptionMessage;
      const liveMessage = result?.data?.data;
      if (liveMessage?.type !== "events") return encoder.encode(message);

      const encodedById = encodedByMessage.get(liveMessage) ?? new Map<string, Buffer<ArrayBuffer>>();
      encodedByMessage.set(liveMessage, encodedById);
      const key = JSON.stringify([id, jsonrpc]);
      const bytes = encodedById.get(key) ?? Buffer.from(encoder.encode(message) as string);
      encodedById.set(key, bytes);

      return bytes;
    },
  };
}
