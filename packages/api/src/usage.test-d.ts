import type { inferRouterOutputs } from "@trpc/server";
import { expectTypeOf, test } from "vitest";
import type { AppRouter } from "./router.ts";

type User = inferRouterOutputs<AppRouter>["usage"]["users"]["items"][number];

test("a user's id is the application's own text, and who was never active has no last time", () => {
  expectTypeOf<User["userId"]>().toEqualTypeOf<string>();
  expectTypeOf<User["lastActive"]>().toEqualTypeOf<string | null>();
});
