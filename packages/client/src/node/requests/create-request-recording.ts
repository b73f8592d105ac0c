import type { Capture } from "../../capture.ts";
import { pathOf } from "../path-of.ts";
import { createPathCheck } from "./is-recorded.ts";
import { createRouteFinder } from "./remix-route.ts";
import { noRoute, withoutIds, withoutParams } from "./route-of.ts";
import type {
  ExpressRequest,
  IncomingRequest,
  OutgoingResponse,
  RequestOptions,
  RequestRecording,
} from "./types.ts";

/** The connection was closed before the answer was sent, as nginx calls it. */
const closedEarly = 499;

interface Answered<Asked> {
  request: Asked;
  options: RequestOptions<Asked>;
  method: string;
  route: string;
  status: number;
  durationMs: number;
  ip?: string;
  userAgent?: string | null;
}

/** Records what servers answer through `capture`. */
export function createRequestRecording(capture: Capture): RequestRecording {
  function record<Asked>({ request, options, durationMs, ip, userAgent, ...answer }: Answered<Asked>): void {
    capture({
      type: "request",
      ...answer,
      durationMs: Math.round(durationMs * 1e4) / 1e4,
      ip,
      userAgent: userAgent ?? undefined,
      userId: userOf(options, request),
    });
  }

  return {
    express(options = {}) {
      const isRecorded = createPathCheck(options);

      return (request, response, next) => {
        const path = pathOf(request.originalUrl);
        if (isRecorded(path)) {
          whenAnswered(response, (status, durationMs) =>
            record({
              request,
              options,
              method: request.method ?? "GET",
              route: expressRoute(request, path, status),
              status,
              durationMs,
              ip: request.ip,
              userAgent: userAgentOf(request),
            }),
          );
        }
        next();
      };
    },

    fastify(options = {}) {
      const isRecorded = createPathCheck(options);

      return (request, reply, done) => {
        if (isRecorded(pathOf(request.url))) {
          record({
            request,
            options,
            method: request.method,
            route: request.routeOptions.url ?? noRoute,
            status: reply.statusCode,
            durationMs: reply.elapsedTime,
            ip: request.ip,
            userAgent: userAgentOf(request),
          });
        }
        done();
      };
    },

    remix(handler, { routes, ...options }) {
      const isRecorded = createPathCheck(options);
      const findRoute = createRouteFinder(routes);

      return async (request, ...rest) => {
        const path = new URL(request.url).pathname;
        if (!isRecorded(path)) return handler(request, ...rest);

        const startedAt = performance.now();
        let status = 500;
        try {
          const response = await handler(request, ...rest);
          status = response.status;
          return response;
        } finally {
          record({
            request,
            options,
            method: request.method,
            route: findRoute(path) ?? noRoute,
            status,
            durationMs: performance.now() - startedAt,
            userAgent: request.headers.get("user-agent"),
          });
        }
      };
    },

    node(listener, options = {}) {
      const isRecorded = createPathCheck(options);

      return (request, response) => {
        const path = pathOf(request.url ?? "/");
        if (isRecorded(path)) {
          whenAnswered(response, (status, durationMs) =>
            record({
              request,
              options,
              method: request.method ?? "GET",
              route: status === 404 ? noRoute : withoutIds(path),
              status,
              durationMs,
              ip: request.socket.remoteAddress,
              userAgent: userAgentOf(request),
            }),
          );
        }
        listener(request, response);
      };
    },
  };
}

/** Tells the status of an answer, and how long it took from now, once its connection is done with it. */
function whenAnswered(response: OutgoingResponse, tell: (status: number, durationMs: number) => void): void {
  const startedAt = performance.now();

  response.once("close", () => {
    const status = response.writableFinished ? response.statusCode : closedEarly;
    tell(status, performance.now() - startedAt);
  });
}

/** The path that the route was declared with, behind those that its routers were mounted at. */
function expressRoute({ route, baseUrl, params }: ExpressRequest, path: string, status: number): string {
  const declared = (route as { path?: unknown } | undefined)?.path;
  if (typeof declared === "string") return `${withoutParams(baseUrl, params).replace(/\/$/, "")}${declared}`;

  return status === 404 ? noRoute : withoutParams(path, params);
}

function userAgentOf({ headers }: Pick<IncomingRequest, "headers">): string | undefined {
  const header = headers["user-agent"];

  return typeof header === "string" ? header.slice(0, 1_000) : undefined;
}

function userOf<Asked>({ userOf }: RequestOptions<Asked>, request: Asked): string | undefined {
  try {
    return userOf?.(request) ?? undefined;
  } catch {
    return undefined;
  }
}
