import { pathOf } from "./path-of.ts";
import type { RequestContext, RequestContexts } from "./request-context.ts";

/** The part of an Express or Fastify request that is looked at. */
export interface NodeRequest {
  method: string;
  url: string;
  /** Express keeps the whole path here when a router is mounted below another path. */
  originalUrl?: string;
}

/** Calls of `track` while a request is answered carry its user, session and path. */
export interface Frameworks {
  /**
   * A middleware for Express. `contextOf` is asked at each event, so a user whom a later middleware finds is known.
   *
   * @example
   * app.use(analytics.express((request) => ({ userId: request.user?.id })));
   */
  express: <Request extends NodeRequest = NodeRequest>(
    contextOf?: (request: Request) => RequestContext,
  ) => (request: Request, response: unknown, next: () => void) => void;

  /**
   * A `preHandler` hook for Fastify; an earlier one loses its context while a body is read. `contextOf` is asked at
   * each event.
   *
   * @example
   * app.addHook("preHandler", analytics.fastify((request) => ({ userId: request.session.userId })));
   */
  fastify: <Request extends NodeRequest = NodeRequest>(
    contextOf?: (request: Request) => RequestContext,
  ) => (request: Request, reply: unknown, done: () => void) => void;

  /**
   * Wraps loaders and actions of Remix or React Router. `contextOf` is asked once, before the handler runs.
   *
   * @example
   * const tracked = analytics.remix(async ({ request }) => ({ userId: await userIdOf(request) }));
   * export const action = tracked(async ({ request }) => placeOrder(await request.formData()));
   */
  remix: <Args extends { request: Request } = { request: Request }>(
    contextOf?: (args: Args) => RequestContext | Promise<RequestContext>,
  ) => <A extends Args, Answer>(
    handler: (args: A) => Answer | Promise<Answer>,
  ) => (args: A) => Promise<Answer>;
}

export function createFrameworks(contexts: RequestContexts): Frameworks {
  function middleware<Request extends NodeRequest>(contextOf?: (request: Request) => RequestContext) {
    return (request: Request, _response: unknown, next: () => void) => {
      const { method, originalUrl, url } = request;
      const asked = { method, path: pathOf(originalUrl ?? url) };

      contexts.run(() => ({ request: asked, ...contextOf?.(request) }), next);
    };
  }

  return {
    express: middleware,
    fastify: middleware,
    remix: (contextOf) => (handler) => async (args) => {
      const { method, url } = args.request;
      const context = { request: { method, path: new URL(url).pathname }, ...(await contextOf?.(args)) };

      return await contexts.run(
        () => context,
        () => handler(args),
      );
    },
  };
}
