import type { IncomingMessage, ServerResponse } from "node:http";
import type { RecordedPaths } from "./is-recorded.ts";

export interface RequestOptions<Asked> extends RecordedPaths {
  /**
   * The app's own id of who asked, from the verified session or token. Looked up after the answer, so that a user whom
   * a later middleware found is known. What it throws counts as nobody.
   */
  userOf?: (request: Asked) => string | null | undefined;
}

/** The part of a Node request that is looked at. */
export interface IncomingRequest {
  method?: string;
  url?: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  socket: { remoteAddress?: string };
}

/** The part of a Node response that is looked at. */
export interface OutgoingResponse {
  statusCode: number;
  writableFinished: boolean;
  once: (event: "close", listener: () => void) => unknown;
}

/** The part of an Express request that is looked at. */
export interface ExpressRequest extends IncomingRequest {
  originalUrl: string;
  baseUrl: string;
  params: Readonly<Record<string, unknown>>;
  route?: unknown;
  ip?: string;
}

/** The part of a Fastify request that is looked at. */
interface FastifyRequest {
  method: string;
  url: string;
  ip: string;
  headers: IncomingRequest["headers"];
  routeOptions: { url?: string };
}

/** The part of a Fastify reply that is looked at. */
interface FastifyReply {
  statusCode: number;
  elapsedTime: number;
}

/** The routes of a Remix or React Router build, by their ids. */
export type RemixRoutes = Readonly<
  Record<string, { id: string; parentId?: string; path?: string } | undefined>
>;

/**
 * Records the requests that a server answers: route template, method, status, duration, who asked, and of address and
 * User-Agent only what cannot single anybody out. The answer never waits for it and never fails by it.
 */
export interface RequestRecording {
  /**
   * A middleware for Express. Goes before the routes.
   *
   * @example
   * app.use(analytics.requests.express({ only: ["/api"], userOf: (request) => request.user?.id }));
   */
  express: <Asked extends ExpressRequest = ExpressRequest>(
    options?: RequestOptions<Asked>,
  ) => (request: Asked, response: OutgoingResponse, next: () => void) => void;

  /**
   * An `onResponse` hook for Fastify.
   *
   * @example
   * app.addHook("onResponse", analytics.requests.fastify({ userOf: (request) => request.session.userId }));
   */
  fastify: <Asked extends FastifyRequest = FastifyRequest>(
    options?: RequestOptions<Asked>,
  ) => (request: Asked, reply: FastifyReply, done: () => void) => void;

  /**
   * Wraps the request handler of Remix or React Router. `routes` are those of the build.
   *
   * @example
   * const handle = analytics.requests.remix(createRequestHandler(build), { routes: build.routes });
   */
  remix: <Rest extends unknown[]>(
    handler: (request: Request, ...rest: Rest) => Promise<Response>,
    options: RequestOptions<Request> & { routes: RemixRoutes },
  ) => (request: Request, ...rest: Rest) => Promise<Response>;

  /**
   * Wraps the listener of a plain Node server. What looks like an id in the path is replaced.
   *
   * @example
   * createServer(analytics.requests.node(listener)).listen(3000);
   */
  node: (
    listener: (request: IncomingMessage, response: ServerResponse) => unknown,
    options?: RequestOptions<IncomingMessage>,
  ) => (request: IncomingMessage, response: ServerResponse) => void;
}
