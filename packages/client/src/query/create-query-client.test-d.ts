import type { AppRouter, LiveMessage } from "@admin-events/api";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { expectTypeOf, test } from "vitest";
import type {
  ActiveUsers,
  Aggregate,
  BarChart,
  EventPage,
  Funnel,
  QueryApi,
  Retention,
  StackedBarChart,
  StoredEvent,
  TopUsers,
} from "./index.ts";
import { createQueryClient } from "./index.ts";

const client = createQueryClient({ url: "http://localhost:4300" });

type RouterInputs = inferRouterInputs<AppRouter>;
type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Inputs and outputs of the client's queries, in the shape of the router's types. */
type Inputs<Node> = Node extends { query: (input: infer Input) => unknown }
  ? Exclude<Input, undefined | void>
  : { [Key in keyof Node]: Inputs<Node[Key]> };
type Outputs<Node> = Node extends { query: (...args: never) => Promise<infer Output> }
  ? Output
  : { [Key in keyof Node]: Outputs<Node[Key]> };

/** The router's types of the procedures that the client declares. */
type Declared<Types, Node> = {
  [Key in keyof Node & keyof Types]: Node[Key] extends { query: unknown }
    ? Exclude<Types[Key], undefined | void>
    : Declared<Types[Key], Node[Key]>;
};

test("the client's inputs equal the router's", () => {
  expectTypeOf<Inputs<QueryApi>>().toEqualTypeOf<Declared<RouterInputs, QueryApi>>();
});

test("the client's outputs equal the router's", () => {
  expectTypeOf<Outputs<QueryApi>>().toEqualTypeOf<Declared<RouterOutputs, QueryApi>>();
});

test("the stored event equals the API's, in queries and in live messages", () => {
  type EventsMessage = Extract<LiveMessage, { type: "events" }>;

  expectTypeOf<StoredEvent>().toEqualTypeOf<NonNullable<RouterOutputs["event"]>>();
  expectTypeOf<StoredEvent>().toEqualTypeOf<EventsMessage["events"][number]>();
  expectTypeOf<EventPage>().toEqualTypeOf<RouterOutputs["list_latest"]>();
});

test("the chart types equal the API's", () => {
  expectTypeOf<Aggregate>().toEqualTypeOf<RouterOutputs["aggregate"]>();
  expectTypeOf<BarChart>().toEqualTypeOf<RouterOutputs["barChart"]>();
  expectTypeOf<StackedBarChart>().toEqualTypeOf<RouterOutputs["stackedBarChart"]>();
  expectTypeOf<Funnel>().toEqualTypeOf<RouterOutputs["funnel"]>();
  expectTypeOf<ActiveUsers>().toEqualTypeOf<RouterOutputs["activeUsers"]>();
  expectTypeOf<Retention>().toEqualTypeOf<RouterOutputs["retention"]>();
  expectTypeOf<TopUsers>().toEqualTypeOf<RouterOutputs["topUsers"]>();
});

test("a missing range and an unknown query are compile errors", () => {
  // @ts-expect-error: the range is missing
  void client.api.aggregate.query({ name: "order.placed" });

  expectTypeOf(client.api).not.toHaveProperty("deleteEverything");
  expectTypeOf(client.api.list_latest.query()).resolves.toHaveProperty("items");
});

test("a listener receives the same event type as queries", () => {
  client.onEvent(
    { name: "order.placed" },
    { onEvent: (event) => expectTypeOf(event).toEqualTypeOf<StoredEvent>() },
  );
});
