import { isEventName } from "@admin-events/catalog";

/**
 * The event name for what a file calls something: lower case, every other run of characters one `_`, behind the prefix.
 * `Confirmation of receipt` → `receipt.confirmation_of_receipt`. Without a prefix only what already is an event name
 * will do. Null when no name can be made.
 */
export function eventNameFrom(text: string, prefix?: string): string | null {
  const name = prefix === undefined ? text : `${prefix}.${slug(text)}`;

  return isEventName(name) ? name : null;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
}
