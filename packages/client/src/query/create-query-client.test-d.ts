import type { AppRouter } from "@admin-events/api";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { expectTypeOf, test } from "vitest";
import type { QueryApi, StoredEvent } from "./index.ts";
import { createQueryClient } from "./index.ts";

const client = createQueryClient({ url: "http://localhost:4300" });

/** What the hand-declared questions take and answer, in the shape of the router's own types. */
type InputOf<Node> = Node extends { query: (input: infer Input) => unknown }
  ? Exclude<Input, undefined | void>
  : { [Key in keyof Node]: InputOf<Node[Key]> };
type AnswerOf<Node> = Node extends { query: (...given: never) => Promise<infer Answer> }
  ? Answer
  : { [Key in keyof Node]: AnswerOf<Node[Key]> };

/** The part of the router's types that is declared by hand. */
type Declared<Types, Node> = {
  [Key in keyof Node & keyof Types]: Node[Key] extends { query: unknown }
    ? Exclude<Types[Key], undefined | void>
    : Declared<Types[Key], Node[Key]>;
};

test("what is declared by hand is what the router takes", () => {
  expectTypeOf<InputOf<QueryApi>>().toEqualTypeOf<Declared<inferRouterInputs<AppRouter>, QueryApi>>();
});

test("what is declared by hand is what the router answers", () => {
  expectTypeOf<AnswerOf<QueryApi>>().toEqualTypeOf<Declared<inferRouterOutputs<AppRouter>, QueryApi>>();
});

test("an input without its range and a question that is none are compile errors", () => {
  // @ts-expect-error: the range is missing
  void client.api.aggregate.query({ name: "order.placed" });

  expectTypeOf(client.api).not.toHaveProperty("deleteEverything");
  expectTypeOf(client.api.list_latest.query()).resolves.toHaveProperty("items");
});

test("a listener is told of the same events", () => {
  client.onEvent(
    { name: "order.placed" },
    { onEvent: (event) => expectTypeOf(event).toEqualTypeOf<StoredEvent>() },
  );
});
