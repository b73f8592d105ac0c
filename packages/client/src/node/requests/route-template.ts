import { toPath } from "../to-path.ts";

/** Recorded for paths without a route, because scanners try thousands of them. */
export const NO_ROUTE = "(no route)";

const ID_PATTERNS = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^[0-9a-f]{12,}$/i,
  // A word and a part with a digit: `order_42`, `CC-7-F00D`.
  /^[a-z]{1,12}[_-](?=[^/]*\d)[\w-]+$/i,
  // Long and with a digit: a nanoid, a ULID or a token.
  /^(?=.*\d)[\w-]{16,}$/,
  // Email addresses and encoded characters.
  /[@%]/,
];

/** Replaces segments that look like ids: `/users/42/posts` → `/users/:id/posts`. Removes query and fragment. */
export function replaceIds(path: string): string {
  const segments = toPath(path)
    .split("/")
    .map((segment) => (isId(segment) ? ":id" : segment));

  return (
    segments
      .join("/")
      .slice(0, 500)
      .replace(/[\uD800-\uDBFF]$/, "") || "/"
  );
}

/** Replaces parameter values by their names, then other segments that look like ids. */
export function replaceParams(path: string, params: Readonly<Record<string, unknown>>): string {
  const names = new Map(Object.entries(params).map(([name, value]) => [String(value), name]));
  const segments = path.split("/").map((segment) => {
    const name = segment === "" ? undefined : names.get(decode(segment));
    return name === undefined ? segment : `:${name}`;
  });

  return replaceIds(segments.join("/"));
}

function isId(segment: string): boolean {
  return ID_PATTERNS.some((pattern) => pattern.test(segment));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
