import { z } from "zod";
import { aliasItem } from "./alias.ts";
import { groupItem } from "./group.ts";
import { identifyItem } from "./identify.ts";
import { requestItem } from "./request.ts";
import { trackItem } from "./track.ts";
import { heartbeatItem, pageItem } from "./visits.ts";

const types = ["track", "identify", "alias", "group", "page", "heartbeat", "request"];

/** One item of a batch. `type` tells them apart; an item without a type is an event. */
export const item = z.discriminatedUnion(
  "type",
  [trackItem, identifyItem, aliasItem, groupItem, pageItem, heartbeatItem, requestItem],
  {
    error: ({ code }) => (code === "invalid_union" ? `must be one of ${types.join(", ")}` : undefined),
  },
);

export type Item = z.output<typeof item>;
export type ItemType = Item["type"];
export type ItemOf<Type extends ItemType> = Extract<Item, { type: Type }>;
