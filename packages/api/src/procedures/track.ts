import { WriterOverloaded } from "@admin-events/core/events";
import { ourselves, trackItem } from "@admin-events/core/intake";
import type { Sender } from "@admin-events/core/intake";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Actor } from "../context.ts";
import { senderProcedure } from "../trpc.ts";

const trackInput = trackItem.omit({ type: true }).extend({ sentAt: z.string().max(40).optional() });

/** Stores one event. Answers after its commit. */
export const track = senderProcedure.input(trackInput).mutation(async ({ ctx, input }) => {
  const { sentAt, ...event } = input;
  const sending = { sender: senderOf(ctx.actor), sentAt };
  const [result] = await ctx.takeIn([{ type: "track", ...event }], sending);

  switch (result?.status) {
    case "stored":
      return { id: result.id, duplicate: result.duplicate, warnings: result.warnings };
    case "refused":
      throw new TRPCError({ code: "BAD_REQUEST", message: result.reason });
    case "failed":
      throw failure(result.error);
    case undefined:
      throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "The event was not answered." });
  }
});

function senderOf(actor: Actor): Sender {
  return actor.kind === "key" ? { kind: actor.key, signingSecret: actor.signingSecret } : ourselves;
}

function failure(cause: unknown): TRPCError {
  if (cause instanceof WriterOverloaded) {
    return new TRPCError({
      code: "TOO_MANY_REQUESTS",
      message: "Too many events wait to be stored; try again in a second.",
      cause,
    });
  }

  return new TRPCError({
    code: "SERVICE_UNAVAILABLE",
    message: "The event could not be stored now; send it again.",
    cause,
  });
}
