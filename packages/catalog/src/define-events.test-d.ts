import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import { defineEvents } from "./define-events.ts";
import type { EventMetadata, EventName, StoredMetadata } from "./define-events.ts";

const catalog = defineEvents({
  "post.published": {
    title: "Published",
    icon: "📝",
    metadata: z.object({ words: z.number(), draft: z.boolean().default(false) }),
    describe: (event) => {
      expectTypeOf(event.metadata).toEqualTypeOf<{ words: number; draft: boolean }>();
      return String(event.metadata.words);
    },
    pii: ["words"],
  },
  "post.liked": { title: "Liked", icon: "❤️" },
});

test("a catalog types its names and metadata", () => {
  expectTypeOf<EventName<typeof catalog>>().toEqualTypeOf<"post.published" | "post.liked">();
  expectTypeOf<EventMetadata<typeof catalog, "post.published">>().toEqualTypeOf<{
    words: number;
    draft?: boolean | undefined;
  }>();
  expectTypeOf<StoredMetadata<typeof catalog, "post.published">>().toEqualTypeOf<{
    words: number;
    draft: boolean;
  }>();
  expectTypeOf<EventMetadata<typeof catalog, "post.liked">>().toEqualTypeOf<Record<string, unknown>>();
});

test("a field that is not in the schema cannot be marked as personal data", () => {
  defineEvents({
    "post.published": {
      title: "Published",
      icon: "📝",
      metadata: z.object({ words: z.number() }),
      // @ts-expect-error: the schema has no such field
      pii: ["email"],
    },
  });
});
