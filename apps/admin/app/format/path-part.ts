const ESCAPE = "=";

/** Writes an id as one part of a path. Browsers take `.` and `..` out of a path, however they are encoded, so these get a mark. */
export function toPathPart(id: string): string {
  const needsMark = /^\.{1,2}$/.test(id) || id.startsWith(ESCAPE);

  return encodeURIComponent(needsMark ? ESCAPE + id : id);
}

/** The id of a decoded part of {@link toPathPart}. Empty for none. */
export function fromPathPart(part: string | undefined): string {
  return part?.startsWith(ESCAPE) ? part.slice(ESCAPE.length) : (part ?? "");
}
