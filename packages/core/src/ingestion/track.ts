import { z } from "zod";
import type { ItemOf } from "./item.ts";
import { anonymousId, properties, signature, time, uuidv7 } from "./item-fields.ts";
import type { ItemHandler } from "./item-handler.ts";

/** An event. `prepareEvent` checks ids, names and metadata and creates the error messages. */
export const trackItem = z.object({
  type: z.literal("track").optional().default("track"),
  id: z.string().optional().meta({ pattern: uuidv7.source }),
  name: z.string().max(1000).meta({ description: "Lowercase words joined by dots, like user.signed_up." }),
  userId: z
    .string()
    .nullish()
    .meta({ description: "The application's own id of the person.", maxLength: 200 }),
  anonymousId,
  sessionId: z.string().nullish().meta({ maxLength: 200 }),
  timestamp: time.optional(),
  metadata: properties.nullish(),
  signature: signature.optional(),
});

export const ingestTracks: ItemHandler<ItemOf<"track">> = async ({ ingest }, received) =>
  ingest(
    received.map(({ item: { metadata, ...event }, sender, sentAt, isVerified }) => ({
      ...event,
      metadata: metadata ?? undefined,
      sentAt,
      isUnverified: !isVerified,
      isPublic: sender.kind === "public",
    })),
  );
