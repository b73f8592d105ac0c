import { pathOf } from "../path-of.ts";

/** What is recorded for a path that leads nowhere: strangers try thousands of them. */
export const noRoute = "(no route)";

const idPatterns = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^[0-9a-f]{12,}$/i,
  // `order_42`, `CC-7-F00D`: a word and something with a digit.
  /^[a-z]{1,12}[_-](?=[^/]*\d)[\w-]+$/i,
  // Long and mixed, like a nanoid, a ULID or a token.
  /^(?=.*\d)[\w-]{16,}$/,
  // Addresses, and anything that had to be encoded.
  /[@%]/,
];

/** A path with what looks like an id replaced: `/users/42/posts` → `/users/:id/posts`. Query and hash are cut off. */
export function withoutIds(path: string): string {
  const segments = pathOf(path)
    .split("/")
    .map((segment) => (isId(segment) ? ":id" : segment));

  return segments.join("/").slice(0, 500) || "/";
}

/** A path with the values of its parameters replaced by their names, and then what else looks like an id. */
export function withoutParams(path: string, params: Readonly<Record<string, unknown>>): string {
  const names = new Map(Object.entries(params).map(([name, value]) => [String(value), name]));
  const segments = path.split("/").map((segment) => {
    const name = segment === "" ? undefined : names.get(decoded(segment));
    return name === undefined ? segment : `:${name}`;
  });

  return withoutIds(segments.join("/"));
}

function isId(segment: string): boolean {
  return idPatterns.some((pattern) => pattern.test(segment));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
