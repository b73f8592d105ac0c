import type { Item, Sender } from "@admin-events/core/ingestion";
import { INTERNAL_SENDER } from "@admin-events/core/ingestion";
import type { ItemResult, StoredItem } from "@admin-events/core/item-result";
import { toFailureResponse } from "@admin-events/core/item-result";
import { TRPCError } from "@trpc/server";
import type { Actor, ApiContext } from "./context.ts";

/** The context of a procedure that only senders may call. */
type SenderContext = ApiContext & { actor: Sending };
type Sending = Extract<Actor, { kind: "key" | "process" | "user" }>;

/** The result of a procedure that stores an item. Any other status is thrown. */
export type IngestedItem = Omit<StoredItem, "status">;

/** Stores one item of an application. Resolves after the commit. @throws {TRPCError} if it was not stored. */
export async function ingestItem(ctx: SenderContext, item: Item, sentAt?: string): Promise<IngestedItem> {
  const [result] = await ctx.ingestItems([item], { sender: toSender(ctx.actor), sentAt, from: ctx.client });

  return toIngestedItem(result);
}

/** @throws {TRPCError} BAD_REQUEST if the item was rejected, TOO_MANY_REQUESTS or SERVICE_UNAVAILABLE if it failed. */
export function toIngestedItem(result: ItemResult | undefined): IngestedItem {
  switch (result?.status) {
    case "stored":
      return { id: result.id, duplicate: result.duplicate, warnings: result.warnings };
    case "rejected":
      throw new TRPCError({ code: "BAD_REQUEST", message: result.reason });
    case "failed": {
      const { code, message } = toFailureResponse([result.error]);
      throw new TRPCError({ code, message, cause: result.error });
    }
    case undefined:
      throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "The item has no result." });
  }
}

function toSender(actor: Sending): Sender {
  switch (actor.kind) {
    case "key":
      return { id: actor.id, kind: actor.key, signingSecret: actor.signingSecret };
    case "process":
    // The caller has made sure that the item is about this user.
    case "user":
      return INTERNAL_SENDER;
  }
}
