import { z } from "zod";
import { ValidationError } from "../errors.ts";
import type { ItemResult } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { RecordedRequest } from "../usage/index.ts";
import { recordRequests } from "../usage/index.ts";
import type { ItemOf } from "./item.ts";
import { itemId, optionalUserId, cleanedText, requiredText, signature, time } from "./item-fields.ts";
import type { ItemHandler, ReceivedItem } from "./item-handler.ts";
import { resolveItemTime } from "./item-handler.ts";

export const requestItem = z.object({
  type: z.literal("request"),
  id: itemId,
  method: requiredText(10),
  route: requiredText(500).meta({
    description: "The route template, like /orders/:id; not the path with its ids.",
  }),
  status: z.int().min(100).max(599),
  durationMs: z
    .number()
    .min(0)
    .max(24 * 3_600_000),
  errorCode: cleanedText(100).nullish(),
  userId: optionalUserId,
  ip: z.string().max(100).nullish().meta({ description: "Only the network is stored: /24 or /48." }),
  userAgent: z
    .string()
    .max(2_000)
    .nullish()
    .meta({ description: "Only browser, operating system and device type are stored." }),
  timestamp: time.optional(),
  signature: signature.optional(),
});

type RequestItem = ReceivedItem<ItemOf<"request">>;

/** Stores all requests in one statement. */
export const ingestRequests: ItemHandler<ItemOf<"request">> = async ({ fork, idCaches }, received) => {
  const parsed = received.map((one): { request: RecordedRequest; warnings: string[] } | ItemResult => {
    try {
      const { time, warnings } = resolveItemTime(one);
      return { request: toRequest(one, time), warnings };
    } catch (error) {
      return toItemResult(error);
    }
  });
  const requests = parsed.flatMap((one) => ("request" in one ? one.request : []));

  try {
    const newIds = await recordRequests(fork(), idCaches, requests);
    return parsed.map((one, index) =>
      "request" in one
        ? {
            status: "stored",
            id: received[index]?.item.id ?? one.request.id,
            duplicate: !newIds.has(one.request.id),
            warnings: one.warnings,
          }
        : one,
    );
  } catch (error) {
    return parsed.map((one) => ("request" in one ? { status: "failed", error } : one));
  }
};

function toRequest({ item, sender }: RequestItem, occurredAt: Date): RecordedRequest {
  if (sender.kind !== "secret") {
    throw new ValidationError("type", "request items need a secret key (sk_…); send them from a server");
  }

  return {
    id: item.id.toLowerCase(),
    occurredAt,
    method: item.method,
    route: item.route,
    status: item.status,
    durationMs: item.durationMs,
    errorCode: item.errorCode || null,
    userId: item.userId ?? null,
    ip: item.ip ?? null,
    userAgent: item.userAgent ?? null,
  };
}
