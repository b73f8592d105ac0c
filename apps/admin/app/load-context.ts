import type { AppRouter } from "@admin-events/api";

/** Who looks at the panel. */
export interface PanelUser {
  id: string;
  email: string;
  name: string | null;
}

/** What the server hands to every loader and action of the panel. */
export interface PanelContext {
  /** Calls the API within the process, as the person who is signed in. */
  api: ReturnType<AppRouter["createCaller"]>;
  session: { user: PanelUser | null; role: "admin" | "none" };
  signIn: {
    /**
     * Sends a link that signs its reader in and then opens `returnTo`, a path of this panel.
     * Throws with a `code` of "FORBIDDEN" for an address that is no admin's and may be told so, or of
     * "TOO_MANY_REQUESTS"; the message is a sentence for the reader.
     */
    sendMagicLink: (email: string, returnTo?: string) => Promise<void>;
  };
  /** Ends the session. The answer's cookies are kept; where it leads is up to the panel. */
  signOut: (request: Request) => Promise<Response>;
  /** The nonce of this response's Content-Security-Policy. */
  nonce: string;
  /** The IANA name of the zone in which days begin. */
  timeZone: string;
  /** Whom to ask for access; left out where nobody should be named. */
  adminEmail?: string;
  /** Takes what went wrong inside the panel for the server's log. Without it Node's own warning tells. */
  reportError?: (error: unknown) => void;
}

declare module "@remix-run/node" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- merging is what makes the members known
  interface AppLoadContext extends PanelContext {}
}
