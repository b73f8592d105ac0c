const prefix = "anonymous:";

/** How an anonymous visitor is called among people: `anonymous:` and the id their browser keeps. Null for nobody. */
export function toVisitorId<Id extends string | null>(anonymousId: Id): Id extends null ? null : string;
export function toVisitorId(anonymousId: string | null): string | null {
  return anonymousId === null ? null : prefix + anonymousId;
}

/** Whether a person's id is that of an anonymous visitor. An application's own ids may not begin so. */
export function isVisitorId(id: string): boolean {
  return id.startsWith(prefix);
}
