import type { Analytics, AnalyticsOptions, AnyCatalog, ClosingReport } from "../types.ts";
import type { Frameworks } from "./frameworks.ts";
import type { RequestRecording } from "./requests/types.ts";
import type { RequestContext, WaitUntil } from "./request-context.ts";

export interface NodeAnalyticsOptions extends AnalyticsOptions {
  /**
   * For serverless platforms: keeps a function alive until what it tracked is sent. Events are sent at once then.
   * A platform that gives it with each request goes into `withContext`.
   *
   * @example
   * import { waitUntil } from "@vercel/functions";
   *
   * const analytics = createAnalytics<typeof events>({ url, key, waitUntil });
   */
  waitUntil?: WaitUntil;
}

/** A page that the server rendered. */
export interface PageView {
  /** Default: the path of the request. */
  path?: string;
  title?: string;
  referrer?: string;
}

/**
 * Sends a catalog's events from a server. One client serves every user at once and remembers none of them: a request's
 * user, session and path come from its context, anybody else's are said with the event.
 */
export interface NodeAnalytics<C = AnyCatalog> extends Analytics<C>, Frameworks {
  /**
   * Does some work, and everything it waits for, for somebody: its calls of `track` carry the user, session and path
   * of the context. Answers what the work answers.
   *
   * @example
   * await analytics.withContext({ userId: job.userId }, () => sendInvoice(job));
   */
  withContext: <Answer>(context: RequestContext, work: () => Answer) => Answer;

  /**
   * Notes that a page was viewed, and answers the view's id. It needs a session, from the context.
   *
   * @example
   * analytics.page({ title: "Beans" });
   */
  page: (page?: PageView) => string;

  /** Records the requests that this server answers. They wait in a queue of their own, so they push out no event. */
  requests: RequestRecording;

  /**
   * For the end of a process: accepts no more events and keeps trying to deliver what is waiting for at most
   * `timeoutMs` (default 10,000). Never rejects.
   *
   * @example
   * process.once("SIGTERM", async () => {
   *   const { dropped } = await analytics.shutdown(5_000);
   *   process.exit(dropped > 0 ? 1 : 0);
   * });
   */
  shutdown: (timeoutMs?: number) => Promise<ClosingReport>;
}
