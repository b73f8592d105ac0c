import type { EventName, StoredMetadata } from "@admin-events/catalog";
import { isEventNamePattern } from "@admin-events/catalog";
import type { StoredEvent } from "../event.ts";

/** Something that is done when an event happens. Made by {@link handlersFor}. */
export interface Handler {
  /** Names the handler in logs, and the queue of a durable one: renaming it leaves its pending jobs behind. */
  name: string;
  /** The events it wants: a name, `post.*` or `*`. */
  pattern: string;
  /** Whether it runs as a background job: at least once per event, with retries, after a crash too. */
  durable: boolean;
  /** Whether a durable one also gets what anybody may have sent. Default false. */
  acceptsUnverified?: boolean;
  /** Milliseconds after which an attempt counts as failed. */
  timeout: number;
  handle(event: StoredEvent, context: HandlerContext): Promise<void> | void;
}

export interface HandlerContext {
  /** Aborted when the attempt's time is over. */
  signal: AbortSignal;
}

export type HandlerOptions = {
  /** The name of a durable handler has at most 200 letters, digits, `_`, `-` and `.`. */
  name: string;
  /** Milliseconds, at most an hour. Default 10,000. */
  timeout?: number;
} & (
  | { durable?: false; unverified?: never }
  | {
      durable: true;
      /**
       * Whether it also gets events with `isUnverified`, and the email and name of a person who is not verified. Anybody can send
       * these with a public key. Default: it skips such events, and sees such a person without email and name.
       */
      unverified?: boolean;
    }
);

const MAX_TIMEOUT_MS = 3_600_000;

/** The event a handler sees: with the metadata type of its name. */
export type HandledEvent<C, Pattern extends string> =
  Pattern extends EventName<C> ? StoredEvent<StoredMetadata<C, Pattern>> & { name: Pattern } : StoredEvent;

/** Declares a handler for one event name, a subject (`post.*`) or everything (`*`). */
export type On<C> = <Pattern extends EventName<C> | `${string}.*` | "*">(
  pattern: Pattern,
  handle: (event: HandledEvent<C, Pattern>, context: HandlerContext) => Promise<void> | void,
  options: HandlerOptions,
) => Handler;

/**
 * The `on` of a catalog.
 *
 * @example
 * const on = handlersFor(events);
 * export const greet = on("user.signed_up", (event) => send(event.user), { name: "greet", durable: true });
 */
export function handlersFor<C>(_catalog: C): On<C> {
  return (pattern, handle, { name, durable = false, unverified, timeout = 10_000 }) => {
    if (!isEventNamePattern(pattern))
      throw new Error(`The handler "${name}" wants "${pattern}", which is no event name.`);
    if (durable && !/^[\w.-]{1,200}$/.test(name)) {
      throw new Error(
        `The durable handler "${name}" needs a name of at most 200 letters, digits, "_", "-" and ".".`,
      );
    }

    if (!(timeout >= 1 && timeout <= MAX_TIMEOUT_MS))
      throw new Error(`The handler "${name}" needs a timeout from 1 to 3,600,000 milliseconds.`);

    return {
      name,
      pattern,
      durable,
      acceptsUnverified: unverified,
      timeout,
      handle: handle as Handler["handle"],
    };
  };
}
