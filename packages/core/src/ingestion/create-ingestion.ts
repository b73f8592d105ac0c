import type { ItemResult, Rejection } from "../item-result.ts";
import { toItemResult } from "../item-result.ts";
import type { AdmitPeople } from "./admit-people.ts";
import { createPeopleAdmission, DEFAULT_MAX_PUBLIC_PEOPLE_PER_DAY } from "./admit-people.ts";
import { ingestAlias } from "./alias.ts";
import { checkIds, withPublicIds } from "./check-ids.ts";
import { ingestGroup } from "./group.ts";
import { ingestIdentify } from "./identify.ts";
import type { Item, ItemOf, ItemType } from "./item.ts";
import type { ClientInfo, IngestionDeps, ItemHandler, ReceivedItem } from "./item-handler.ts";
import { ingestRequests } from "./request.ts";
import type { Sender } from "./sender.ts";
import { isVerified } from "./sender.ts";
import { ingestTracks } from "./track.ts";
import { ingestVisits } from "./visits.ts";

export interface BatchContext {
  sender: Sender;
  /** ISO 8601, by the sender's clock. */
  sentAt?: string;
  from?: ClientInfo;
}

export interface IngestionOptions extends IngestionDeps {
  /** How many people may be new within 24 hours before public keys add no more. Default 1,000,000. */
  maxPublicPeoplePerDay?: number;
  /** Called for each item that is invalid. */
  onRejected?: (rejection: Rejection) => void;
}

/** Stores the items of a batch independently of each other. Returns results in their order; never throws. */
export type IngestItems = (items: readonly Item[], context: BatchContext) => Promise<ItemResult[]>;

const handlers: { [Type in ItemType]: ItemHandler<ItemOf<Type>> } = {
  track: ingestTracks,
  identify: ingestIdentify,
  alias: ingestAlias,
  group: ingestGroup,
  page: ingestVisits,
  heartbeat: ingestVisits,
  request: ingestRequests,
};

/** Creates the function that stores the items of applications. Every transport uses it. */
export function createIngestion({
  onRejected,
  maxPublicPeoplePerDay = DEFAULT_MAX_PUBLIC_PEOPLE_PER_DAY,
  ...deps
}: IngestionOptions): IngestItems {
  const admitPeople = createPeopleAdmission({
    fork: deps.fork,
    people: deps.idCaches.people,
    maxPerDay: maxPublicPeoplePerDay,
  });

  return async (items, { sender, sentAt, from }) => {
    const context = { sender, sentAt, from, receivedAt: new Date(), timeZone: deps.rules.timeZone };
    const checked = items.map((item) => receive(item, context));
    const received = sender.kind === "public" ? await refuseNewPeople(admitPeople, checked) : checked;
    // Types with the same handler, like a page view and its heartbeat, keep their order.
    const usedHandlers = new Set(items.map(({ type }) => handlers[type] as ItemHandler<Item>));
    const results = await Promise.all([...usedHandlers].map((handler) => ingestAll(deps, handler, received)));
    const resultByItem = new Map(results.flat());

    const ordered = received.map((one, index) =>
      "status" in one ? one : toSentResult(resultByItem.get(one), items[index]?.id, one.warnings),
    );
    for (const [index, result] of ordered.entries()) {
      if (result.status === "rejected") onRejected?.({ keyId: sender.id, item: items[index], ...result });
    }

    return ordered;
  };
}

type CheckedItem = ReceivedItem & { warnings: readonly string[] };

function receive(item: Item, context: Omit<ReceivedItem, "item" | "isVerified">): CheckedItem | ItemResult {
  try {
    const { item: checked, warnings } = checkIds(item);
    const stored = context.sender.kind === "public" ? withPublicIds(checked) : checked;

    return { item: stored, isVerified: isVerified(context.sender, checked), warnings, ...context };
  } catch (error) {
    return toItemResult(error);
  }
}

/** Refuses items of new people when too many are new. If that cannot be said, every item fails. */
async function refuseNewPeople(
  admitPeople: AdmitPeople,
  checked: readonly (CheckedItem | ItemResult)[],
): Promise<(CheckedItem | ItemResult)[]> {
  const valid = checked.filter((one): one is CheckedItem => "item" in one);
  try {
    const refusals = await admitPeople(valid.map(({ item }) => item));
    const refusalByItem = new Map(valid.map((one, index) => [one, refusals[index] ?? null]));

    return checked.map((one) => {
      const refusal = "item" in one ? refusalByItem.get(one) : null;
      return refusal ? toItemResult(refusal) : one;
    });
  } catch (error) {
    return checked.map((one) => ("item" in one ? { status: "failed", error } : one));
  }
}

/** The sender must recognize its own id, which may not be the one that is stored. */
function toSentResult(
  result: ItemResult | undefined,
  sentId: string | undefined,
  warnings: readonly string[],
): ItemResult {
  if (!result) return toItemResult(new Error("An item has no result."));
  if (result.status !== "stored") return result;

  return { ...result, id: sentId || result.id, warnings: [...warnings, ...result.warnings] };
}

async function ingestAll(
  deps: IngestionDeps,
  handler: ItemHandler<Item>,
  all: readonly (CheckedItem | ItemResult)[],
): Promise<[ReceivedItem, ItemResult][]> {
  const received = all.filter(
    (one): one is CheckedItem => "item" in one && handlers[one.item.type] === handler,
  );
  const results = await handler(deps, received);

  return received.flatMap((one, index) => {
    const result = results[index];
    return result ? [[one, result]] : [];
  });
}
