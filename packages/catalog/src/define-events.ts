import type { z } from "zod";
import { findUnknownPlaceholder } from "./describe-template.ts";
import { isEventName } from "./event-name.ts";

/** The event that `describe` receives. `title` is set for imported events without a name. */
export interface DescribedEvent<Metadata = Record<string, unknown>> {
  name: string;
  title?: string | null;
  user: { id: string; email: string | null; name: string | null } | null;
  metadata: Metadata;
  occurredAt: string;
}

export interface EventDefinition<Schema = unknown> {
  /** Shown in charts, legends and the feed: "Signed up". */
  title: string;
  /** A noun for counts of it, such as "Sign-ups". Default: the title. */
  plural?: string;
  /** Its place in the funnel of the panel's dashboard, from 1. The other cards of the dashboard show the first one. */
  dashboardStep?: number;
  /** One emoji. */
  icon: string;
  /** A zod schema. Without it, any metadata is stored. */
  metadata?: Schema & z.ZodType;
  /**
   * One sentence: a template such as `{user} ordered {metadata.total} {metadata.currency}`, or a function. If a value is missing
   * or the function throws, for example on old metadata, the panel shows the title. Only a template can be declared to a server.
   */
  describe?: string | ((event: DescribedEvent<MetadataOut<Schema>>) => string);
  /** Metadata fields with personal data. They are removed when the person is erased. */
  pii?: readonly (keyof MetadataOut<Schema> & string)[];
  /** Days until events are deleted, or `forever`. Default: the server's setting. */
  retentionDays?: number | "forever";
  /** Why the event should not be sent anymore, and what to send instead. */
  deprecated?: string;
  /** Former names. Events with a former name are stored and counted under this name. */
  aliases?: readonly string[];
}

type MetadataIn<Schema> = Schema extends z.ZodType ? z.input<Schema> : Record<string, unknown>;
type MetadataOut<Schema> = Schema extends z.ZodType ? z.output<Schema> : Record<string, unknown>;

export type Catalog<Schemas> = { readonly [Name in keyof Schemas]: EventDefinition<Schemas[Name]> };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a definition is contravariant in its metadata.
export type AnyCatalog = Readonly<Record<string, EventDefinition<any>>>;

export type EventName<C> = keyof C & string;

/** The metadata that `track` accepts: the input type of the schema. */
export type EventMetadata<C, Name extends keyof C> =
  C[Name] extends EventDefinition<infer Schema> ? MetadataIn<Schema> : never;

/** The metadata of a stored event: the output type of the schema. */
export type StoredMetadata<C, Name extends keyof C> =
  C[Name] extends EventDefinition<infer Schema> ? MetadataOut<Schema> : never;

/**
 * Defines a project's events. Stored names, titles, and the types of `track`, handlers and the client follow from it.
 *
 * @throws {Error} if a name or an alias is not lowercase and dotted, an alias is already in use, or a template has an unknown
 * placeholder.
 */
export function defineEvents<Schemas>(definitions: Catalog<Schemas>): Catalog<Schemas> {
  const names = new Set(Object.keys(definitions));

  for (const [name, definition] of Object.entries<CheckedDefinition>(definitions)) {
    assertEventName(name);
    assertTemplate(name, definition.describe);

    for (const alias of definition.aliases ?? []) {
      assertEventName(alias);
      if (names.has(alias)) {
        throw new Error(
          `The alias "${alias}" of "${name}" is already an event name or alias. Remove one of them.`,
        );
      }
      names.add(alias);
    }
  }

  return definitions;
}

interface CheckedDefinition {
  aliases?: readonly string[];
  describe?: unknown;
}

function assertTemplate(name: string, describe: unknown): void {
  const placeholder = typeof describe === "string" ? findUnknownPlaceholder(describe) : null;
  if (placeholder !== null) {
    throw new Error(
      `The description of "${name}" has the unknown placeholder ${placeholder}. Use {user} or {metadata.…}.`,
    );
  }
}

function assertEventName(name: string): void {
  if (!isEventName(name)) {
    throw new Error(
      `"${name}" is not an event name. Use lowercase words joined by dots, such as "user.signed_up".`,
    );
  }
}
