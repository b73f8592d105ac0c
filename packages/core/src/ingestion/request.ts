import { z } from "zod";
import { ValidationError } from "../errors.ts";
import type { ItemResult } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { Redactor } from "../redaction/index.ts";
import type { RecordedRequest } from "../usage/index.ts";
import { recordRequests } from "../usage/index.ts";
import { cleanItemText } from "./clean-item-text.ts";
import type { ItemOf } from "./item.ts";
import { itemId, optionalUserId, requiredText, signature, time } from "./item-fields.ts";
import type { ItemHandler, ReceivedItem } from "./item-handler.ts";
import { resolveItemTime } from "./item-handler.ts";

export const requestItem = z.object({
  type: z.literal("request"),
  id: itemId,
  method: requiredText(10),
  route: z.string().trim().min(1, "must not be empty").meta({
    description: "The route template, like /orders/:id; not the path with its ids.",
  }),
  status: z.int().min(100).max(599),
  durationMs: z
    .number()
    .min(0)
    .max(24 * 3_600_000),
  errorCode: z.string().nullish(),
  userId: optionalUserId,
  ip: z.string().max(100).nullish().meta({ description: "Only the network is stored: /24 or /48." }),
  userAgent: z
    .string()
    .nullish()
    .meta({ description: "Only browser, operating system and device type are stored." }),
  timestamp: time.optional(),
  signature: signature.optional(),
});

const MAX_ROUTE_LENGTH = 500;
const MAX_ERROR_CODE_LENGTH = 100;

type RequestItem = ReceivedItem<ItemOf<"request">>;

interface ParsedRequest {
  request: RecordedRequest;
  warnings: string[];
}

export const ingestRequests: ItemHandler<ItemOf<"request">> = async (
  { fork, idCaches, rules: { redactor } },
  received,
) => {
  const parsed = received.map((one): ParsedRequest | ItemResult => {
    try {
      const { time, warnings } = resolveItemTime(one);
      return { request: toRequest(one, time, { redactor, warnings }), warnings };
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

function toRequest(
  { item, sender }: RequestItem,
  occurredAt: Date,
  cleaning: { redactor?: Redactor; warnings: string[] },
): RecordedRequest {
  if (sender.kind !== "secret") {
    throw new ValidationError("type", "request items need a secret key (sk_…); send them from a server");
  }

  return {
    id: item.id.toLowerCase(),
    occurredAt,
    method: item.method,
    route: cleanItemText(item.route, { path: "route", maxLength: MAX_ROUTE_LENGTH, ...cleaning }) ?? "/",
    status: item.status,
    durationMs: item.durationMs,
    errorCode: cleanItemText(item.errorCode, {
      path: "errorCode",
      maxLength: MAX_ERROR_CODE_LENGTH,
      ...cleaning,
    }),
    userId: item.userId ?? null,
    ip: item.ip ?? null,
    userAgent: item.userAgent ?? null,
  };
}
