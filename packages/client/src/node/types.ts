import type { Analytics, AnalyticsOptions, AnyCatalog, CloseResult } from "../types.ts";
import type { Frameworks } from "./frameworks.ts";
import type { RequestRecording } from "./requests/types.ts";
import type { RequestContext, WaitUntil } from "./request-context.ts";

/** Options of `createAnalytics` on a server. */
export interface NodeAnalyticsOptions extends AnalyticsOptions {
  /**
   * For serverless platforms: keeps the function alive until its events are sent. Events are then sent immediately. If
   * your platform provides the function per request, pass it to `withContext` instead.
   *
   * @example
   * import { waitUntil } from "@vercel/functions";
   *
   * const analytics = createAnalytics<typeof events>({ url, key, waitUntil });
   */
  waitUntil?: WaitUntil;
}

/** Details of a page that the server rendered. */
export interface PageView {
  /** Default: the path of the request. */
  path?: string;
  /** Title of the page. */
  title?: string;
  /** URL of the previous page. */
  referrer?: string;
}

/** A catalog that can be declared: of `defineEvents`, or plain objects with JSON Schema. */
export type DeclarableCatalog = Readonly<Record<string, DeclarableEvent>>;

/** An event of a catalog. See `defineEvents` of `@admin-events/catalog`. */
export interface DeclarableEvent {
  /** Shown in charts and the feed: "Signed up". */
  title: string;
  /** One emoji. */
  icon: string;
  /** A schema of zod 4.2 or newer or any library of Standard JSON Schema, or JSON Schema. */
  metadata?: unknown;
  /** A template such as `{user} ordered {metadata.total}`. A function is not sent. */
  describe?: string | ((event: never) => string);
  /** Metadata fields with personal data. */
  pii?: readonly string[];
  /** Days until events are deleted, or `forever`. */
  retentionDays?: number | "forever";
  /** Why the event should not be sent anymore. */
  deprecated?: string;
  /** Former names. */
  aliases?: readonly string[];
}

/** Options of `declare`. */
export interface DeclareOptions {
  /** The application that declares, whose earlier catalog this one replaces. Default: the name of the API key. */
  app?: string;
}

/** The result of `declare`. */
export interface DeclareResult {
  /** Counts from 1 for each application. The same events are the same version. Null if the catalog was not declared. */
  version: number | null;
  /** Whether another version applied before. */
  isChanged: boolean;
  /** What of the catalog does not apply, for example because another application declares a name differently. */
  warnings: string[];
}

/**
 * An analytics client for servers. One client serves all users and keeps no user of its own: user, session and path
 * come from the request context or from the options of an event.
 */
export interface NodeAnalytics<C = AnyCatalog> extends Analytics<C>, Frameworks {
  /**
   * Runs a function and its asynchronous work in a context. Its events carry the user, session and path of the context.
   * Returns the function's result.
   *
   * @example
   * await analytics.withContext({ userId: job.userId }, () => sendInvoice(job));
   */
  withContext: <Result>(context: RequestContext, work: () => Result) => Result;

  /**
   * Captures a page view and returns its id. Requires a session in the context.
   *
   * @example
   * analytics.page({ title: "Beans" });
   */
  page: (page?: PageView) => string;

  /**
   * Sends your catalog to the server: titles, icons, descriptions, metadata schemas, personal fields, retention and aliases.
   * Call it when your app starts, in every process: the same catalog again costs one request and changes nothing. Requires
   * a secret key. Retries like events do; problems are passed to `onError`. Never rejects.
   *
   * @example
   * void analytics.declare(events, { app: "shop" });
   */
  declare: (events: DeclarableCatalog, options?: DeclareOptions) => Promise<DeclareResult>;

  /**
   * Records HTTP requests of this server. Requests have their own queue, so they never displace events.
   *
   * @example
   * app.use(analytics.requests.express({ only: ["/api"] }));
   */
  requests: RequestRecording;

  /**
   * Stops accepting events and keeps sending queued ones for at most `timeoutMs` (default: 10,000). Call it before the
   * process exits. Never rejects.
   *
   * @example
   * process.once("SIGTERM", async () => {
   *   const { dropped } = await analytics.shutdown(5_000);
   *   process.exit(dropped > 0 ? 1 : 0);
   * });
   */
  shutdown: (timeoutMs?: number) => Promise<CloseResult>;
}
