import { createActivity } from "@admin-events/core/activity";
import { OverloadedError } from "@admin-events/core/events";
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { serverProcedure } from "../access.ts";

const text = z.string().max(1000);
const logInput = z.object({
  action: z.string().max(300),
  actor: text.nullish(),
  actorRole: text.nullish(),
  resource: z.object({ type: text, id: z.union([text, z.number()]).nullish() }).optional(),
  target: text.nullish(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  mode: text.nullish(),
  module: text.nullish(),
  id: z.string().max(36).optional(),
  timestamp: z.string().max(40).optional(),
});

/** Stores an entry of the activity log. For servers only: a log that every browser could write proves nothing. */
export const logActivity = serverProcedure.input(logInput).mutation(async ({ ctx, input }) => {
  // Errors are returned to the caller, so they need not be logged.
  const quiet = { info: ignore, warn: ignore, error: ignore };
  const result = await createActivity({ runtime: ctx.runtime, logger: quiet }).log({
    ...input,
    actor: input.actor ?? undefined,
  });

  switch (result.status) {
    case "stored":
      return { id: result.id, duplicate: result.duplicate, warnings: result.warnings };
    case "rejected":
      throw new TRPCError({ code: "BAD_REQUEST", message: result.reason });
    case "failed":
      throw failureOf(result.error);
  }
});

function failureOf(cause: unknown): TRPCError {
  return cause instanceof OverloadedError
    ? new TRPCError({
        code: "TOO_MANY_REQUESTS",
        message: "Too many entries are waiting to be stored. Try again in a second.",
        cause,
      })
    : new TRPCError({
        code: "SERVICE_UNAVAILABLE",
        message: "The entry could not be stored. Send it again.",
        cause,
      });
}

function ignore(): void {}
