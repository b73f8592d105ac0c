import type { IncomingMessage, ServerResponse } from "node:http";
import type { PathFilterOptions } from "./path-filter.ts";

/** Options of request recording. */
export interface RequestOptions<Req> extends PathFilterOptions {
  /**
   * Returns your app's user id from the verified session or token. Called after the response, so it sees a user that a
   * later middleware sets. If it throws, the request is recorded without a user.
   *
   * @example
   * app.use(analytics.requests.express({ getUserId: (request) => request.user?.id }));
   */
  getUserId?: (request: Req) => string | null | undefined;
}

/** The fields of a Node request that the client reads. */
export interface IncomingRequest {
  method?: string;
  url?: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  socket: { remoteAddress?: string };
}

/** The fields of a Node response that the client reads. */
export interface OutgoingResponse {
  statusCode: number;
  writableFinished: boolean;
  once: (event: "close", listener: () => void) => unknown;
}

/** The fields of an Express request that the client reads. */
export interface ExpressRequest extends IncomingRequest {
  originalUrl?: string;
  baseUrl: string;
  params: Readonly<Record<string, unknown>>;
  route?: unknown;
  ip?: string;
}

/** The fields of a Fastify request that the client reads. */
interface FastifyRequest {
  method: string;
  url: string;
  ip: string;
  headers: IncomingRequest["headers"];
  routeOptions: { url?: string };
}

/** The fields of a Fastify reply that the client reads. */
interface FastifyReply {
  statusCode: number;
  elapsedTime: number;
}

/** The routes of a Remix or React Router build, by id. */
export type RemixRoutes = Readonly<
  Record<string, { id: string; parentId?: string; path?: string } | undefined>
>;

/**
 * Records HTTP requests of a server: route template, method, status, duration and user. Of address and User-Agent, only
 * parts that cannot identify a person are stored. Recording never delays or fails a response.
 */
export interface RequestRecording {
  /**
   * Creates an Express middleware. Add it before the routes.
   *
   * @example
   * app.use(analytics.requests.express({ only: ["/api"], getUserId: (request) => request.user?.id }));
   */
  express: <Req extends ExpressRequest = ExpressRequest>(
    options?: RequestOptions<Req>,
  ) => (request: Req, response: OutgoingResponse, next: () => void) => void;

  /**
   * Creates a Fastify `onResponse` hook.
   *
   * @example
   * app.addHook("onResponse", analytics.requests.fastify({ getUserId: (request) => request.session.userId }));
   */
  fastify: <Req extends FastifyRequest = FastifyRequest>(
    options?: RequestOptions<Req>,
  ) => (request: Req, reply: FastifyReply, done: () => void) => void;

  /**
   * Wraps the request handler of Remix or React Router. `routes` are the routes of the build.
   *
   * @example
   * const handle = analytics.requests.remix(createRequestHandler(build), { routes: build.routes });
   */
  remix: <Rest extends unknown[]>(
    handler: (request: Request, ...rest: Rest) => Promise<Response>,
    options: RequestOptions<Request> & { routes: RemixRoutes },
  ) => (request: Request, ...rest: Rest) => Promise<Response>;

  /**
   * Wraps the listener of a plain Node server. Path segments that look like ids are replaced.
   *
   * @example
   * createServer(analytics.requests.node(listener)).listen(3000);
   */
  node: (
    listener: (request: IncomingMessage, response: ServerResponse) => unknown,
    options?: RequestOptions<IncomingMessage>,
  ) => (request: IncomingMessage, response: ServerResponse) => void;
}
