import { z } from "zod";
import { toVisitorId } from "../events/index.ts";
import type { ItemResult } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { Redactor } from "../redaction/index.ts";
import type { Visit } from "../usage/index.ts";
import { recordVisits } from "../usage/index.ts";
import { findSessionOwners } from "../usage/index.ts";
import { findVerifiedUserIds } from "../users/index.ts";
import { cleanItemText } from "./clean-item-text.ts";
import type { ItemOf } from "./item.ts";
import {
  anonymousId,
  itemId,
  optionalItemId,
  optionalUserId,
  ownId,
  signature,
  time,
} from "./item-fields.ts";
import type { IngestionDeps, ItemHandler, ReceivedItem } from "./item-handler.ts";
import { resolveItemTime } from "./item-handler.ts";

const MAX_PATH_LENGTH = 500;
const MAX_TITLE_LENGTH = 300;
/** Only for verified senders: anyone with a public key could otherwise find out who was erased. */
const ERASED_WARNING = "The person was erased after this happened. It was dropped.";

const milliseconds = z
  .number()
  .min(0)
  .max(24 * 3_600_000);

const presence = {
  id: itemId,
  sessionId: ownId.meta({ description: "The session. It belongs to the person who opened it." }),
  userId: optionalUserId,
  anonymousId,
  timestamp: time.optional(),
  signature: signature.optional(),
};

export const pageItem = z.object({
  type: z.literal("page"),
  ...presence,
  path: z.string().min(1).meta({
    description:
      "Like /products/ember. The query and the fragment are not stored, except the route of a hash router: /#/about.",
  }),
  title: z.string().nullish(),
  referrer: z.string().nullish(),
  durationMs: milliseconds
    .nullish()
    .meta({ description: "How long the page was visible, if that is known already." }),
});

export const heartbeatItem = z.object({
  type: z.literal("heartbeat"),
  ...presence,
  pageId: optionalItemId.meta({ description: "The id of the current page view." }),
  activeMs: milliseconds.nullish().meta({ description: "How long that page was visible so far." }),
  isLeaving: z.boolean().nullish().meta({ description: "Whether this is the last heartbeat of the page." }),
});

type VisitItem = ReceivedItem<ItemOf<"page"> | ItemOf<"heartbeat">>;

/**
 * Stores page views and heartbeats, those of a session in order and in one transaction.
 *
 * An unverified item that names a verified user counts for its visitor instead. Only `identify`, which can be undone,
 * links that visitor to the user.
 *
 * An item that names nobody belongs to whoever opened the session of that name last, or else to a visitor named like it. With a
 * public key, sessions of verified users are left out.
 */
export const ingestVisits: ItemHandler<VisitItem["item"]> = async (deps, received) => {
  const results = new Map<VisitItem, ItemResult>();
  try {
    const visits = await parseVisits(deps, received, results);
    const sessions = Map.groupBy(visits, ({ visit: { ownerId, formerOwnerId, sessionKey } }) =>
      JSON.stringify([ownerId, formerOwnerId, sessionKey]),
    );
    for (const session of sessions.values()) await storeSession(deps, session, results);
  } catch (error) {
    return received.map(() => ({ status: "failed", error }));
  }

  return received.map((one) => results.get(one) ?? toItemResult(new Error("A visit has no result.")));
};

interface ParsedVisit {
  received: VisitItem;
  visit: Visit;
  warnings: string[];
}

async function parseVisits(
  { fork, rules: { redactor } }: IngestionDeps,
  received: readonly VisitItem[],
  results: Map<VisitItem, ItemResult>,
): Promise<ParsedVisit[]> {
  const claimedIds = received.flatMap(({ item, isVerified }) => (isVerified ? [] : (item.userId ?? [])));
  const verifiedIds = await findVerifiedUserIds(fork(), claimedIds);
  const owners = await findSessionOwners(
    fork(),
    received.filter(({ item }) => namesNobody(item)).map(({ item }) => item.sessionId),
  );

  return received.flatMap((one) => {
    const isTrusted = one.isVerified || !verifiedIds.has(one.item.userId ?? "");
    try {
      const { time, warnings } = resolveItemTime(one);
      const visit = toVisit(one, {
        isTrusted,
        opener: findOpener(one, owners),
        at: time,
        cleaning: { redactor, warnings },
      });
      return [{ received: one, visit, warnings }];
    } catch (error) {
      results.set(one, toItemResult(error));
      return [];
    }
  });
}

async function storeSession(
  { fork, idCaches }: IngestionDeps,
  session: readonly ParsedVisit[],
  results: Map<VisitItem, ItemResult>,
): Promise<void> {
  try {
    const recorded = await recordVisits(
      fork(),
      idCaches,
      session.map(({ visit }) => visit),
    );
    for (const [index, { received, warnings }] of session.entries()) {
      const { isDuplicate = false, isErased = false } = recorded[index] ?? {};
      if (isErased && received.isVerified) warnings.push(ERASED_WARNING);
      results.set(received, { status: "stored", id: received.item.id, duplicate: isDuplicate, warnings });
    }
  } catch (error) {
    for (const { received } of session) results.set(received, { status: "failed", error });
  }
}

function namesNobody({ userId, anonymousId }: VisitItem["item"]): boolean {
  return !userId && !anonymousId;
}

/** The person who opened the session of an item that names nobody; null if that is unknown, or not the sender's business. */
function findOpener(
  { item, sender }: VisitItem,
  owners: Awaited<ReturnType<typeof findSessionOwners>>,
): string | null {
  const owner = namesNobody(item) ? owners.get(item.sessionId) : undefined;

  return owner && (sender.kind === "secret" || !owner.isVerified) ? owner.id : null;
}

interface VisitContext {
  isTrusted: boolean;
  opener: string | null;
  at: Date;
  cleaning: { redactor?: Redactor; warnings: string[] };
}

function toVisit(received: VisitItem, { isTrusted, opener, at, cleaning }: VisitContext): Visit {
  const { item, from } = received;
  const isNamed = isTrusted && !namesNobody(item);
  const visitorId = toVisitorId(item.anonymousId || (isNamed ? null : item.sessionId));
  const ownerId = (isTrusted && item.userId) || opener || (visitorId ?? toVisitorId(item.sessionId));

  const presence = {
    ownerId,
    formerOwnerId: visitorId === ownerId ? null : visitorId,
    sessionKey: item.sessionId,
    at,
    ip: from?.ip ?? null,
    userAgent: from?.userAgent ?? null,
  };
  if (item.type === "heartbeat") {
    return {
      ...presence,
      type: "heartbeat",
      pageId: item.pageId?.toLowerCase() || null,
      activeMs: item.activeMs ?? null,
    };
  }
  return {
    ...presence,
    type: "page",
    id: item.id.toLowerCase(),
    path:
      cleanItemText(removeQuery(item.path), { path: "path", maxLength: MAX_PATH_LENGTH, ...cleaning }) ?? "/",
    title: cleanItemText(item.title, { path: "title", maxLength: MAX_TITLE_LENGTH, ...cleaning }),
    referrer: cleanItemText(removeQuery(item.referrer), {
      path: "referrer",
      maxLength: MAX_PATH_LENGTH,
      ...cleaning,
    }),
    durationMs: item.durationMs ?? null,
  };
}

/** Queries and fragments may contain tokens and email addresses. The route of a hash router is kept: `/#/about`. */
function removeQuery(url: string | null | undefined): string {
  const text = url ?? "";
  const [path = ""] = text.split(/[?#]/, 1);
  const [route = ""] = /#!?\/[^?#]*/.exec(text) ?? [];

  return path.trim() + (text.indexOf("#") === text.indexOf(route) ? route : "");
}
