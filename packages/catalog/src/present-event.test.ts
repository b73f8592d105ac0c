import { expect, test } from "vitest";
import { z } from "zod";
import { defineEvents } from "./define-events.ts";
import { getAliases, canonicalName, presentEvent, presentName, selectsEventName } from "./present-event.ts";

const catalog = defineEvents({
  "post.published": {
    title: "Published",
    icon: "📝",
    metadata: z.object({ words: z.number() }),
    describe: (event) => `${event.metadata.words.toFixed(0)} words`,
    aliases: ["post.posted"],
  },
  "post.liked": { title: "Liked", icon: "❤️", deprecated: "Send post.reacted." },
});

const event = {
  name: "post.published",
  user: null,
  metadata: { words: 12 },
  occurredAt: "2026-03-03T10:00:00.000Z",
};

test("an event has the title, icon and description of the catalog", () => {
  expect(presentEvent(catalog, event)).toEqual({
    title: "Published",
    icon: "📝",
    description: "12 words",
    planned: true,
    deprecated: null,
  });
});

test("a description can be a template", () => {
  const templates = defineEvents({
    "post.published": { title: "Published", icon: "📝", describe: "{user} wrote {metadata.words} words" },
  });

  expect(presentEvent(templates, event).description).toBe("Someone wrote 12 words");
  expect(presentEvent(templates, { ...event, metadata: {} }).description).toBeNull();
});

test("the description is null if describe throws", () => {
  expect(presentEvent(catalog, { ...event, metadata: {} }).description).toBeNull();
});

test("an unknown name is shown as its words and is not planned", () => {
  expect(presentEvent(catalog, { ...event, name: "cart.item_removed" })).toEqual({
    title: "Cart item removed",
    icon: "•",
    description: null,
    planned: false,
    deprecated: null,
  });
});

test("names of object prototype members are unknown names", () => {
  expect(canonicalName(catalog, "constructor")).toBe("constructor");
  expect(presentName(catalog, "has.own").planned).toBe(false);
});

test("an alias resolves to the name that declares it", () => {
  expect(canonicalName(catalog, "post.posted")).toBe("post.published");
  expect(presentName(catalog, "post.posted").title).toBe("Published");
  expect(getAliases(catalog)).toEqual({ "post.posted": "post.published" });
});

test("a deprecated event has the message of the catalog", () => {
  expect(presentName(catalog, "post.liked").deprecated).toBe("Send post.reacted.");
});

test.each([
  ["post.published", "post.posted", true],
  ["post.posted", "post.published", true],
  ["post.posted", "post.posted", true],
  ["post.*", "post.posted", true],
  ["post.liked", "post.posted", false],
  ["*", "cart.emptied", true],
])("the pattern %s selects %s: %s", (pattern, name, selected) => {
  expect(selectsEventName(catalog, pattern, name)).toBe(selected);
});
