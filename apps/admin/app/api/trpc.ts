import type { AppRouter } from "@admin-events/api";
import { createTRPCReact } from "@trpc/react-query";

/** The API in React: hooks for queries and mutations. Live events go through `streamEvents`. */
export const trpc = createTRPCReact<AppRouter>();
