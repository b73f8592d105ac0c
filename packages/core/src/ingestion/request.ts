import { z } from "zod";
import type { ItemOf } from "./item.ts";
import { cleanText } from "../events/index.ts";
import type { RecordedRequest } from "../usage/index.ts";
import { recordRequests } from "../usage/index.ts";
import { itemId, signature, time, userId } from "./item-fields.ts";
import type { Arrival, ItemResult, Take } from "./item-handler.ts";
import { toItemResult, timeOf } from "./item-handler.ts";
import { ValidationError } from "../errors.ts";

const text = (longest: number) =>
  z
    .string()
    .overwrite((text) => cleanText(text).trim())
    .min(1, "must not be empty")
    .max(longest, `has more than ${longest} characters`);

/** A server answered a request. Only secret keys may say so. */
export const requestItem = z.object({
  type: z.literal("request"),
  id: itemId,
  method: text(10),
  route: text(500).meta({ description: "The template, like /orders/:id; never an address with ids in it." }),
  status: z.int().min(100).max(599),
  durationMs: z
    .number()
    .min(0)
    .max(24 * 3_600_000),
  errorCode: text(100).nullish(),
  userId: userId.nullish(),
  ip: z.string().max(100).nullish().meta({ description: "Only the network is kept: /24 or /48." }),
  userAgent: z
    .string()
    .max(2_000)
    .nullish()
    .meta({ description: "Only browser, system and kind of device are kept." }),
  timestamp: time.optional(),
  signature: signature.optional(),
});

/** Stores requests, all in one go. */
export const ingestRequests: Take<ItemOf<"request">> = async ({ fork, dictionaries }, arrivals) => {
  const read = arrivals.map((arrival) => {
    try {
      return requestOf(arrival);
    } catch (error) {
      return toItemResult(error);
    }
  });
  const requests = read.filter((one): one is RecordedRequest => !("reason" in one || "error" in one));

  try {
    const stored = await recordRequests(fork(), dictionaries, requests);
    return read.map((one, place) => ("occurredAt" in one ? answerFor(arrivals[place]!, stored) : one));
  } catch (error) {
    return read.map((one): ItemResult => ("occurredAt" in one ? { status: "failed", error } : one));
  }
};

function requestOf(arrival: Arrival<ItemOf<"request">>): RecordedRequest {
  const { item, sender } = arrival;
  if (sender.kind !== "secret") {
    throw new ValidationError("type", "requests are told by servers; send them with a secret key (sk_…)");
  }

  return {
    id: item.id.toLowerCase(),
    occurredAt: timeOf(arrival),
    method: item.method,
    route: item.route,
    status: item.status,
    durationMs: item.durationMs,
    errorCode: item.errorCode ?? null,
    userId: item.userId ?? null,
    ip: item.ip ?? null,
    userAgent: item.userAgent ?? null,
  };
}

function answerFor({ item: { id } }: Arrival<ItemOf<"request">>, stored: Set<string>): ItemResult {
  return { status: "stored", id, duplicate: !stored.has(id.toLowerCase()), warnings: [] };
}
