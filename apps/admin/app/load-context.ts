import type { AppRouter } from "@admin-events/api";

export interface PanelUser {
  id: string;
  email: string;
  name: string | null;
}

/** The context that the server provides to every loader and action. */
export interface PanelContext {
  /** Calls the API in process, as the signed-in user. */
  api: ReturnType<AppRouter["createCaller"]>;
  session: { user: PanelUser | null; role: "admin" | "none" };
  signIn: {
    /** Whether the server can send sign-in links by email. */
    canSendMail: boolean;
    /** Says where to open the panel, if signing in fails under the name in the browser's address bar. */
    otherName: string | null;
    /**
     * Sends a sign-in link that then opens `returnTo`, a path of the panel.
     *
     * @throws {Error} with `code` "FORBIDDEN" if the email is known not to be an admin's, or "TOO_MANY_REQUESTS".
     */
    sendMagicLink: (email: string, returnTo?: string) => Promise<void>;
  };
  /** Ends the session. The panel uses only the cookies of the response. */
  signOut: (request: Request) => Promise<Response>;
  /** The path under which the panel is served: empty, or such as `/analytics`. */
  basePath: string;
  /** The nonce of the response's Content-Security-Policy. */
  nonce: string;
  /** The IANA time zone of the panel. */
  timeZone: string;
  /** The email to ask for access, if it may be shown. */
  adminEmail?: string;
  /** Logs an unexpected error. Without it, errors are emitted as Node warnings. */
  reportError?: (error: unknown) => void;
}

declare module "@remix-run/node" {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declaration merging
  interface AppLoadContext extends PanelContext {}
}
