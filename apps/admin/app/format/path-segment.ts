const ESCAPE = "=";

/** Writes an id as one segment of a path. Browsers take `.` and `..` out of a path, however they are encoded, so these get a mark. */
export function toPathSegment(id: string): string {
  const needsMark = /^\.{1,2}$/.test(id) || id.startsWith(ESCAPE);

  return encodeURIComponent(needsMark ? ESCAPE + id : id);
}

/** The id of a decoded segment of {@link toPathSegment}. Empty for none. */
export function fromPathSegment(segment: string | undefined): string {
  return segment?.startsWith(ESCAPE) ? segment.slice(ESCAPE.length) : (segment ?? "");
}
