import type { Reporter } from "../delivery/reporter.ts";
import { attemptAndReport } from "../safe-methods.ts";
import type { RequestContext, RequestContexts } from "./request-context.ts";
import { toPath } from "./to-path.ts";

/** The fields of an Express or Fastify request that the client reads. */
export interface NodeRequest {
  /** HTTP method. */
  method: string;
  /** URL without the origin. */
  url: string;
  /** Express: the full URL, also within mounted routers. */
  originalUrl?: string;
}

/** Integrations for web frameworks. Events tracked during a request carry its user, session and path. */
export interface Frameworks {
  /**
   * Creates an Express middleware. `getContext` is called for each event, so it sees a user that a later middleware
   * sets.
   *
   * @example
   * app.use(analytics.express((request) => ({ userId: request.user?.id })));
   */
  express: <Request extends NodeRequest = NodeRequest>(
    getContext?: (request: Request) => RequestContext,
  ) => (request: Request, response: unknown, next: () => void) => void;

  /**
   * Creates a Fastify `preHandler` hook. Earlier hooks lose the context while Fastify parses the body. `getContext` is
   * called for each event.
   *
   * @example
   * app.addHook("preHandler", analytics.fastify((request) => ({ userId: request.session.userId })));
   */
  fastify: <Request extends NodeRequest = NodeRequest>(
    getContext?: (request: Request) => RequestContext,
  ) => (request: Request, reply: unknown, done: () => void) => void;

  /**
   * Creates a wrapper for loaders and actions of Remix or React Router. `getContext` is called once, before the
   * handler.
   *
   * @example
   * const tracked = analytics.remix(async ({ request }) => ({ userId: await getUserId(request) }));
   * export const action = tracked(async ({ request }) => placeOrder(await request.formData()));
   */
  remix: <Args extends { request: Request } = { request: Request }>(
    getContext?: (args: Args) => RequestContext | Promise<RequestContext>,
  ) => <A extends Args, Result>(
    handler: (args: A) => Result | Promise<Result>,
  ) => (args: A) => Promise<Result>;
}

/** An error of `getContext` is reported and never fails the request. */
export function createFrameworks(contexts: RequestContexts, report: Reporter["report"]): Frameworks {
  function createMiddleware<Request extends NodeRequest>(getContext?: (request: Request) => RequestContext) {
    return (request: Request, _response: unknown, next: () => void) => {
      const { method, originalUrl, url } = request;
      const requestInfo = { method, path: toPath(originalUrl ?? url ?? "/") };
      const getUserContext = () => attemptAndReport(report, "getContext", () => getContext?.(request));

      contexts.run(() => ({ request: requestInfo, ...getUserContext() }), next);
    };
  }

  async function getRemixContext<Args extends { request: Request }>(
    args: Args,
    getContext?: (args: Args) => RequestContext | Promise<RequestContext>,
  ): Promise<RequestContext> {
    const { method, url } = args.request;
    const getting = attemptAndReport(report, "getContext", async () => getContext?.(args));
    const userContext = await getting?.catch((error: unknown) =>
      report({ code: "not_captured", message: `getContext failed: ${String(error)}`, eventIds: [] }),
    );

    return { request: { method, path: new URL(url).pathname }, ...userContext };
  }

  return {
    express: createMiddleware,
    fastify: createMiddleware,
    remix: (getContext) => (handler) => async (args) => {
      const context = await getRemixContext(args, getContext);

      return await contexts.run(
        () => context,
        () => handler(args),
      );
    },
  };
}
