import type { inferRouterOutputs } from "@trpc/server";
import { expectTypeOf, test } from "vitest";
import type { AppRouter } from "./router.ts";

type User = inferRouterOutputs<AppRouter>["usage"]["users"]["items"][number];

test("userId is a string, and lastActive is nullable", () => {
  expectTypeOf<User["userId"]>().toEqualTypeOf<string>();
  expectTypeOf<User["lastActive"]>().toEqualTypeOf<string | null>();
});
