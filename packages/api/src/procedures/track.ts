import { WriterOverloaded } from "@admin-events/core/events";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { senderProcedure } from "../trpc.ts";

const time = z.string().max(40);
const trackInput = z.object({
  id: z.string().max(36).optional(),
  name: z.string().max(300),
  userId: z.string().max(1000).nullish(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  timestamp: time.optional(),
  sentAt: time.optional(),
  sessionId: z.string().max(1000).nullish(),
});

/** Stores one event. Answers after its commit. */
export const track = senderProcedure.input(trackInput).mutation(async ({ ctx, input }) => {
  const [result] = await ctx.runtime.ingest([input]);

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
