interface Presence {
  /** The id of the session's owner: the application's own user id, or `anonymous:…` for a visitor. */
  ownerId: string;
  /** The visitor that this user was before signing in; a session they started continues. */
  formerOwnerId: string | null;
  /** The sender's name for the session. The same name of two owners means two sessions. */
  sessionKey: string;
  at: Date;
  /** The IP address. Only its network is stored. */
  ip: string | null;
  /** The User-Agent header. Only browser, operating system and device type are stored. */
  userAgent: string | null;
}

export interface PageVisit extends Presence {
  type: "page";
  /** UUIDv7 of the page view. Storing the same id again changes nothing. */
  id: string;
  /** At most 500 characters. */
  path: string;
  title: string | null;
  referrer: string | null;
  /** The time that the page was visible; null while it is unknown. */
  durationMs: number | null;
}

/** A session is still active. */
export interface Heartbeat extends Presence {
  type: "heartbeat";
  pageId: string | null;
  /** The time that the page has been visible so far. */
  activeMs: number | null;
}

export type Visit = PageVisit | Heartbeat;
