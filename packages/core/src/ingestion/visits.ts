import { z } from "zod";
import type { ItemOf } from "./item.ts";
import { cleanText, toVisitorId } from "../events/index.ts";
import type { RecordedVisit, Visit } from "../usage/index.ts";
import { recordVisits } from "../usage/index.ts";
import { findVerifiedUserIds } from "../users/index.ts";
import { anonymousId, itemId, ownId, signature, time, userId } from "./item-fields.ts";
import type { Arrival, IngestionDeps, ItemResult, Take } from "./item-handler.ts";
import { toItemResult, timeOf } from "./item-handler.ts";
import { ValidationError } from "../errors.ts";

/** Text that is cut where it becomes too long: losing the end of a title loses nothing that is counted. */
const shortened = (longest: number) =>
  z.string().transform((text) => cleanText(text).trim().slice(0, longest) || null);

const milliseconds = z
  .number()
  .min(0)
  .max(24 * 3_600_000);

const presence = {
  id: itemId,
  sessionId: ownId.meta({ description: "The session. It belongs to whoever opened it." }),
  userId: userId.nullish(),
  anonymousId: anonymousId.nullish(),
  timestamp: time.optional(),
  signature: signature.optional(),
};

/** Somebody looks at a page. */
export const pageItem = z.object({
  type: z.literal("page"),
  ...presence,
  path: z
    .string()
    .min(1)
    .max(2_000)
    .meta({ description: "Like /products/ember; what follows ? or # is not kept." }),
  title: shortened(300).nullish(),
  referrer: z.string().max(2_000).nullish(),
  durationMs: milliseconds
    .nullish()
    .meta({ description: "How long the page was looked at, if that is known." }),
});

/** Somebody is still there. */
export const heartbeatItem = z.object({
  type: z.literal("heartbeat"),
  ...presence,
  pageId: itemId.nullish().meta({ description: "The id of the page view at hand." }),
  activeMs: milliseconds.nullish().meta({ description: "How long that page was looked at so far." }),
  isLeaving: z.boolean().nullish().meta({ description: "Whether this is the last word about the page." }),
});

type VisitItem = ItemOf<"page"> | ItemOf<"heartbeat">;

/**
 * Stores page views and heartbeats, those of one session in the order sent and in one transaction. A page that names,
 * without proof, a user whom somebody with proof has spoken of is its visitor's: that this is the user only `identify`
 * can say, and it can be undone.
 */
export const ingestVisits: Take<VisitItem> = async (parts, arrivals) => {
  let proven: ReadonlySet<string>;
  try {
    const claimed = arrivals.flatMap(({ item, isVerified }) => (isVerified ? [] : (item.userId ?? [])));
    proven = await findVerifiedUserIds(parts.fork(), claimed);
  } catch (error) {
    return arrivals.map(() => ({ status: "failed", error }));
  }

  const results = new Map<Arrival<VisitItem>, ItemResult>();
  const read = arrivals.flatMap((arrival) => {
    const { item, isVerified } = arrival;
    const isBelieved = isVerified || !proven.has(item.userId ?? "");
    try {
      return [{ arrival, visit: visitOf(arrival, isBelieved) }];
    } catch (error) {
      results.set(arrival, toItemResult(error));
      return [];
    }
  });

  const sessions = Map.groupBy(read, ({ visit: { ownerId, formerOwnerId, sessionKey } }) =>
    JSON.stringify([ownerId, formerOwnerId, sessionKey]),
  );
  for (const session of sessions.values()) {
    const answers = await recordAll(
      parts,
      session.map(({ visit }) => visit),
    );
    for (const [place, { arrival }] of session.entries())
      results.set(arrival, answerFor(arrival, answers, place));
  }

  return arrivals.map(
    (arrival) => results.get(arrival) ?? { status: "failed", error: new Error("No answer.") },
  );
};

async function recordAll(
  { fork, dictionaries }: IngestionDeps,
  visits: readonly Visit[],
): Promise<RecordedVisit[] | { error: unknown }> {
  try {
    return await recordVisits(fork(), dictionaries, visits);
  } catch (error) {
    return { error };
  }
}

function answerFor(
  { item }: Arrival<VisitItem>,
  answers: RecordedVisit[] | { error: unknown },
  place: number,
): ItemResult {
  if ("error" in answers) return { status: "failed", error: answers.error };

  return { status: "stored", id: item.id, duplicate: answers[place]?.isDuplicate ?? false, warnings: [] };
}

function visitOf(arrival: Arrival<VisitItem>, isBelieved: boolean): Visit {
  const { item, from } = arrival;
  const visitorId = toVisitorId(item.anonymousId ?? (isBelieved ? null : item.sessionId));
  const ownerId = (isBelieved ? item.userId : null) ?? visitorId;
  if (ownerId === null) {
    throw new ValidationError("userId", "must name the user; name a visitor by anonymousId");
  }

  const presence = {
    ownerId,
    formerOwnerId: visitorId === ownerId ? null : visitorId,
    sessionKey: item.sessionId,
    at: timeOf(arrival),
    ip: from?.ip ?? null,
    userAgent: from?.userAgent ?? null,
  };
  if (item.type === "heartbeat") {
    return {
      ...presence,
      type: "heartbeat",
      pageId: item.pageId?.toLowerCase() ?? null,
      activeMs: item.activeMs ?? null,
    };
  }
  return {
    ...presence,
    type: "page",
    id: item.id.toLowerCase(),
    path: withoutQuery(item.path) ?? "/",
    title: item.title ?? null,
    referrer: withoutQuery(item.referrer),
    durationMs: item.durationMs ?? null,
  };
}

/** Queries carry tokens and addresses, and none of them is part of the page. */
function withoutQuery(address: string | null | undefined): string | null {
  return (
    cleanText(address ?? "")
      .trim()
      .replace(/[?#].*$/s, "")
      .slice(0, 500) || null
  );
}
