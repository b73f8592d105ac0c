const VISITOR_PREFIX = "anonymous:";

/** The user id of an anonymous visitor: `anonymous:` and the id that the browser stores. Null stays null. */
export function toVisitorId<Id extends string | null>(anonymousId: Id): Id extends null ? null : string;
export function toVisitorId(anonymousId: string | null): string | null {
  return anonymousId === null ? null : VISITOR_PREFIX + anonymousId;
}

/** Whether a user id is that of an anonymous visitor. The application's own ids must not begin like this. */
export function isVisitorId(id: string): boolean {
  return id.startsWith(VISITOR_PREFIX);
}
