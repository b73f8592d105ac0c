import type { AppRouter } from "@admin-events/api";
import { createTRPCReact } from "@trpc/react-query";
import type { inferRouterOutputs } from "@trpc/server";

/** Hooks for queries and mutations. */
export const trpc = createTRPCReact<AppRouter>();

/** Results of procedures that the published client has no types for. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
