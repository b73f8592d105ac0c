import type { DescribedEvent } from "./define-events.ts";

const PLACEHOLDER = /\{([^{}]*)\}/g;

/**
 * Fills a description such as `{user} ordered {metadata.total} {metadata.currency}`. `{user}` is the person's name, email
 * address or "Someone"; dots lead into nested objects.
 *
 * @returns null if a value is missing or is not a text, number or boolean.
 */
export function renderTemplate(template: string, { user, metadata }: DescribedEvent): string | null {
  let isComplete = true;
  const text = template.replaceAll(PLACEHOLDER, (_, path: string) => {
    if (path === "user") return user?.name ?? user?.email ?? "Someone";

    const value = readPath(metadata, path.split(".").slice(1));
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return String(value);
    isComplete = false;
    return "";
  });

  return isComplete ? text : null;
}

/** The first placeholder that is neither `{user}` nor `{metadata.…}`, with its braces; null if there is none. */
export function findUnknownPlaceholder(template: string): string | null {
  for (const [placeholder, path = ""] of template.matchAll(PLACEHOLDER)) {
    if (path !== "user" && !/^metadata(\.[^.]+)+$/.test(path)) return placeholder;
  }

  return null;
}

function readPath(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (parent, key) =>
      typeof parent === "object" && parent !== null && Object.hasOwn(parent, key)
        ? (parent as Record<string, unknown>)[key]
        : undefined,
    value,
  );
}
