import { OverloadedError } from "@admin-events/core/events";
import type { Item, Sender } from "@admin-events/core/ingestion";
import { INTERNAL_SENDER } from "@admin-events/core/ingestion";
import { TRPCError } from "@trpc/server";
import type { Actor, ApiContext } from "./context.ts";

/** What became of something that was sent. */
export interface Taken {
  id: string;
  /** Whether it was stored before; nothing changed then. */
  duplicate: boolean;
  /** Adjustments, such as of the timestamp. */
  warnings: string[];
}

/** Stores one thing that an application sent. Answers after its commit. @throws {TRPCError} when it is not stored. */
export async function ingestItem(ctx: ApiContext, item: Item, sentAt?: string): Promise<Taken> {
  const [result] = await ctx.ingestItems([item], { sender: senderOf(ctx.actor), sentAt, from: ctx.client });

  switch (result?.status) {
    case "stored":
      return { id: result.id, duplicate: result.duplicate, warnings: result.warnings };
    case "rejected":
      throw new TRPCError({ code: "BAD_REQUEST", message: result.reason });
    case "failed":
      throw failure(result.error);
    case undefined:
      throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "The event got no result." });
  }
}

function senderOf(actor: Actor): Sender {
  return actor.kind === "key" ? { kind: actor.key, signingSecret: actor.signingSecret } : INTERNAL_SENDER;
}

function failure(cause: unknown): TRPCError {
  if (cause instanceof OverloadedError) {
    return new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: "Too many events are waiting to be stored. Try again in a second.",
      cause,
    });
  }

  return new TRPCError({
    code: "SERVICE_UNAVAILABLE",
    message: "The event could not be stored. Send it again.",
    cause,
  });
}
