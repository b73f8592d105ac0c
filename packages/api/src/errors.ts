import type { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

/** What to tell the asker: the first wrong field of an input, or the error's own sentence. */
export function formatError({ cause, message }: TRPCError): string {
  if (!(cause instanceof ZodError)) return message;

  const [problem] = cause.issues;
  const path = problem?.path.join(".");

  return path ? `${path}: ${problem?.message}` : (problem?.message ?? message);
}
