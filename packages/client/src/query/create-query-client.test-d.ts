import type { AppRouter } from "@admin-events/api";
import type { inferRouterOutputs } from "@trpc/server";
import { expectTypeOf, test } from "vitest";
import type { StoredEvent } from "./index.ts";
import { createQueryClient } from "./index.ts";

const client = createQueryClient({ url: "http://localhost:4300" });

test("procedures have the types of the API", () => {
  const range = { from: "2026-03-01", to: "2026-04-01" };

  expectTypeOf(client.api.aggregate.query({ name: "order.placed", ...range })).resolves.toHaveProperty(
    "previousFull",
  );

  // @ts-expect-error: the range is missing
  void client.api.aggregate.query({ name: "order.placed" });

  expectTypeOf(client.api).not.toHaveProperty("deleteEverything");
});

test("the event declared by hand is the one the API answers", () => {
  expectTypeOf<inferRouterOutputs<AppRouter>["event"]>().toEqualTypeOf<StoredEvent | null>();

  client.onEvent(
    { name: "order.placed" },
    { onEvent: (event) => expectTypeOf(event).toEqualTypeOf<StoredEvent>() },
  );
});
