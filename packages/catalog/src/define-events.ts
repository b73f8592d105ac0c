import type { z } from "zod";
import { isEventName } from "./event-name.ts";

/** What a description may speak about: the event as the feed shows it. */
export interface DescribedEvent<Metadata = Record<string, unknown>> {
  name: string;
  /** What an import found in place of a name. */
  title?: string | null;
  user: { id: string; email: string | null; name: string | null } | null;
  metadata: Metadata;
  occurredAt: string;
}

/** What the project means by one event name. `Schema` is the type of its metadata schema, or `unknown` without one. */
export interface EventDefinition<Schema = unknown> {
  /** A few words for charts, legends and the feed: "Signed up". */
  title: string;
  /** One emoji. */
  icon: string;
  /** A zod schema of the metadata. Without it any metadata is stored. */
  metadata?: Schema & z.ZodType;
  /** One sentence about one event. It may throw on old metadata; the panel then shows the title instead. */
  describe?: (event: DescribedEvent<MetadataOut<Schema>>) => string;
  /** Metadata fields that hold personal data; erasing a person removes them. */
  pii?: readonly (keyof MetadataOut<Schema> & string)[];
  /** After how many days events are deleted, or `forever`. Without it the server's default holds. */
  retentionDays?: number | "forever";
  /** Why the event should no longer be sent and what to send instead. */
  deprecated?: string;
  /** Former names. Events that arrive under one are stored under this name, and older ones are counted with it. */
  aliases?: readonly string[];
}

type MetadataIn<Schema> = Schema extends z.ZodType ? z.input<Schema> : Record<string, unknown>;
type MetadataOut<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, unknown>;

/** A catalog: every event name the project means, with its definition. */
export type Catalog<Schemas> = { readonly [Name in keyof Schemas]: EventDefinition<Schemas[Name]> };

/** The catalog as code that does not know its names sees it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a definition is contravariant in its metadata.
export type AnyCatalog = Readonly<Record<string, EventDefinition<any>>>;

/** The names of a catalog. */
export type EventName<C> = keyof C & string;

/** The metadata that `track` accepts for a name: what its schema takes in. */
export type EventMetadata<C, Name extends keyof C> =
  C[Name] extends EventDefinition<infer Schema> ? MetadataIn<Schema> : never;

/** The metadata a stored event of this name carries: what its schema lets out. */
export type StoredMetadata<C, Name extends keyof C> =
  C[Name] extends EventDefinition<infer Schema> ? MetadataOut<Schema> : never;

/**
 * Declares a project's events. Everything else follows from the returned object: stored names, titles, the types
 * of `track`, of handlers and of the client.
 *
 * @throws {Error} when a name or an alias is not lowercase and dotted, or an alias is taken.
 */
export function defineEvents<Schemas>(definitions: Catalog<Schemas>): Catalog<Schemas> {
  const taken = new Set(Object.keys(definitions));

  for (const [name, definition] of Object.entries<{ aliases?: readonly string[] }>(definitions)) {
    assertEventName(name);

    for (const alias of definition.aliases ?? []) {
      assertEventName(alias);
      if (taken.has(alias))
        throw new Error(`The alias "${alias}" of "${name}" is already an event name or alias.`);
      taken.add(alias);
    }
  }

  return definitions;
}

function assertEventName(name: string): void {
  if (!isEventName(name)) {
    throw new Error(
      `"${name}" is not an event name: write lowercase words joined by dots, like "user.signed_up".`,
    );
  }
}
