/** Who is there, and from where. */
interface Presence {
  /** The id of whoever opened the session: the application's own id of the user, or `anonymous:…` of a visitor. */
  ownerId: string;
  /** The visitor whom this user was before they signed in; the session they began goes on. */
  formerOwnerId: string | null;
  /** The session as the sender calls it. Two people who say the same name have two sessions. */
  sessionKey: string;
  at: Date;
  /** The address; only its network is kept. */
  ip: string | null;
  /** The User-Agent header; only browser, system and kind of device are kept. */
  userAgent: string | null;
}

/** Somebody looks at a page. */
export interface PageVisit extends Presence {
  type: "page";
  /** UUIDv7 of the page view. The same id again changes nothing. */
  id: string;
  /** At most 500 characters. */
  path: string;
  title: string | null;
  referrer: string | null;
  /** How long the page was looked at, where that is known already. */
  durationMs: number | null;
}

/** Somebody is still there. */
export interface Heartbeat extends Presence {
  type: "heartbeat";
  /** The page view at hand. */
  pageId: string | null;
  /** How long that page was looked at so far; the last word on leaving it. */
  activeMs: number | null;
}

export type Visit = PageVisit | Heartbeat;
