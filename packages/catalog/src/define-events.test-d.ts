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

test("a catalog infers its names and metadata", () => {
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

test("pii accepts only fields of the schema", () => {
  defineEvents({
    "post.published": {
      title: "Published",
      icon: "📝",
      metadata: z.object({ words: z.number() }),
      // @ts-expect-error: the field is not in the schema
      pii: ["email"],
    },
  });
});
