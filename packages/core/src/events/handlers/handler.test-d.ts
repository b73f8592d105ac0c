import { expectTypeOf, test } from "vitest";
import { blog } from "../../testing/start-test-events.ts";
import type { StoredEvent } from "../event.ts";
import type { Events } from "../events.ts";
import { handlersFor } from "./handler.ts";

declare const events: Events<typeof blog>;

test("a handler sees the metadata of its event", () => {
  const on = handlersFor(blog);

  on("post.published", (event) => void expectTypeOf(event.metadata).toEqualTypeOf<{ words: number }>(), {
    name: "a",
  });
  on("post.*", (event) => void expectTypeOf(event).toEqualTypeOf<StoredEvent>(), { name: "b" });
  // @ts-expect-error: not in the catalog
  on("post.eaten", () => undefined, { name: "c" });
  on("*", () => undefined, { name: "d", durable: true, unverified: true });
  // @ts-expect-error: other handlers get every event
  on("*", () => undefined, { name: "e", unverified: true });
});

test("track takes the names and the metadata of the catalog", () => {
  void events.track("post.published", { metadata: { words: 3 } });
  void events.track("user.confirmed");
  void events.track("user.signed_up", { metadata: {} });

  // @ts-expect-error: not in the catalog
  void events.track("post.eaten");
  // @ts-expect-error: words are required
  void events.track("post.published");
  // @ts-expect-error: words are a number
  void events.track("post.published", { metadata: { words: "3" } });
});
